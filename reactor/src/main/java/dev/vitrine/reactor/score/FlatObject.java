package dev.vitrine.reactor.score;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one JSON object as UTF-8. Plain text, which is nearly all there is, goes from the string to its place. */
final class FlatObject {
    private byte[] bytes;
    private int length;

    /** @param size in bytes, of which there will be about as many */
    FlatObject(int size) {
        this.bytes = new byte[size];
        bytes[length++] = '{';
    }

    /** A name as it stands in JSON, with quotes and colon. */
    static byte[] name(String name) {
        return ('"' + name + "\":").getBytes(StandardCharsets.US_ASCII);
    }

    /** @throws IllegalArgumentException for half of a surrogate pair */
    FlatObject text(byte[] name, String value) {
        int count = value.length();
        begin(name, count + 2);
        bytes[length++] = '"';
        int start = length;
        for (int i = 0; i < count; i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                length = start;
                append(JsonStringEncoder.getInstance().quoteAsUTF8(value));
                break;
            }
            bytes[length++] = (byte) c;
        }
        room(1);
        bytes[length++] = '"';
        return this;
    }

    /** A value that is JSON already. */
    FlatObject json(byte[] name, byte[] value) {
        begin(name, value.length);
        append(value);
        return this;
    }

    byte[] end() {
        room(1);
        bytes[length++] = '}';
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
