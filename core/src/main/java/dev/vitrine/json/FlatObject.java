package dev.vitrine.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes one JSON object as UTF-8, as it is told: for the small bodies that requests have by the thousand, for which
 * {@link JsonEncoder} would look at each value's type first. Plain text, which is nearly all there is, goes from the
 * string to its place. Holds the object in memory.
 */
public final class FlatObject {
    private byte[] bytes;
    private int length;

    /** @param size in bytes, of which there will be about as many */
    public FlatObject(int size) {
        this.bytes = new byte[size];
        bytes[length++] = '{';
    }

    /** A name as it stands in JSON, with quotes and colon. */
    public static byte[] name(String name) {
        return ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** @throws JsonException if the text has half a surrogate pair */
    public FlatObject text(byte[] name, String value) {
        begin(name, value.length() + 2);
        quote(value);
        return this;
    }

    /** A whole number. */
    public FlatObject number(byte[] name, long value) {
        return json(name, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * One text as JSON.
     *
     * @throws JsonException if it has half a surrogate pair
     */
    public static byte[] text(String value) {
        FlatObject text = new FlatObject(value.length() + 2);
        text.length = 0;
        text.quote(value);
        return text.whole();
    }

    private void quote(String value) {
        int count = value.length();
        bytes[length++] = '"';
        int start = length;
        for (int i = 0; i < count; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                length = start;
                append(escaped(value));
                break;
            }
            bytes[length++] = (byte) c;
        }
        room(1);
        bytes[length++] = '"';
    }

    private static byte[] escaped(String value) {
        if (!Surrogates.sound(value)) {
            throw new JsonException("Cannot write a text: it has half a surrogate pair, which UTF-8 cannot hold and the"
                    + " platform refuses");
        }
        return JsonStringEncoder.getInstance().quoteAsUTF8(value);
    }

    /** A value that is JSON already. */
    public FlatObject json(byte[] name, byte[] value) {
        begin(name, value.length);
        append(value);
        return this;
    }

    /** The object. Nothing can be added afterwards. */
    public byte[] end() {
        room(1);
        bytes[length++] = '}';
        return whole();
    }

    private byte[] whole() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private void begin(byte[] name, int more) {
        room(1 + name.length + more);
        if (length > 1) {
            bytes[length++] = ',';
        }
        append(name);
    }

    private void append(byte[] all) {
        room(all.length);
        System.arraycopy(all, 0, bytes, length, all.length);
        length += all.length;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
        }
    }
}
