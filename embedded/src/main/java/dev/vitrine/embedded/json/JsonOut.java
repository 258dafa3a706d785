package dev.vitrine.embedded.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing piece of JSON text in UTF-8. */
public final class JsonOut {
    private byte[] bytes;
    private int size;

    public JsonOut(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Adds one ASCII character as it is. */
    public JsonOut ascii(char c) {
        room(1);
        bytes[size++] = (byte) c;
        return this;
    }

    /** Adds text that is JSON already. */
    public JsonOut raw(String json) {
        return raw(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds bytes that are JSON already. */
    public JsonOut raw(byte[] json) {
        room(json.length);
        System.arraycopy(json, 0, bytes, size, json.length);
        size += json.length;
        return this;
    }

    /** Adds a quoted and escaped string, or {@code null}. */
    public JsonOut string(@Nullable String text) {
        if (text == null) {
            return raw(StoredJson.NULL);
        }
        return ascii('"').raw(JsonStringEncoder.getInstance().quoteAsUTF8(text)).ascii('"');
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
