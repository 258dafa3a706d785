package dev.vitrine.reactor.dataset;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A part of bytes that are not changed any more. It keeps all of them in memory, so it is not for keeping. */
final class JsonSlice {
    private final byte[] bytes;
    private final int from;
    private final int length;
    private final int @Nullable [] marks;

    JsonSlice(byte[] bytes, int from, int length) {
        this(bytes, from, length, null);
    }

    /** @param marks what {@link ElementScan#marks} says */
    JsonSlice(byte[] bytes, int from, int length, int @Nullable [] marks) {
        this.bytes = bytes;
        this.from = from;
        this.length = length;
        this.marks = marks;
    }

    static JsonSlice of(byte[] bytes) {
        return new JsonSlice(bytes, 0, bytes.length);
    }

    /** The fields by where their colons and commas are; null where that is not known. */
    @Nullable
    PlainFields fields() {
        return marks == null ? null : new PlainFields(bytes, from, marks);
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
