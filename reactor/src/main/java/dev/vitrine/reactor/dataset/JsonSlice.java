package dev.vitrine.reactor.dataset;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;

/** A part of bytes that are not changed any more. It keeps all of them in memory, so it is not for keeping. */
final class JsonSlice {
    private final byte[] bytes;
    private final int from;
    private final int length;

    JsonSlice(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
    }

    static JsonSlice of(byte[] bytes) {
        return new JsonSlice(bytes, 0, bytes.length);
    }

    JsonParser parser() throws IOException {
        return JsonSlices.JSON.createParser(bytes, from, length);
    }

    /** A copy of the part between two offsets of {@link #parser}. */
    byte[] copy(int start, int end) {
        return Arrays.copyOfRange(bytes, from + start, from + end);
    }

    byte[] copy() {
        return copy(0, length);
    }
}
