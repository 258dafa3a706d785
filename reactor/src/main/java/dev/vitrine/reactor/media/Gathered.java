package dev.vitrine.reactor.media;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Pieces put together: in one array of the right size where the length is known. */
final class Gathered {
    private static final int FIRST_SIZE = 16 * 1024;
    private byte[] bytes;
    private int length;

    Gathered(long expectedLength) {
        this.bytes = new byte[expectedLength < 0 ? FIRST_SIZE : Math.toIntExact(expectedLength)];
    }

    long length() {
        return length;
    }

    void add(ByteBuffer piece) {
        int count = piece.remaining();
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
        }
        piece.duplicate().get(bytes, length, count);
        length += count;
    }

    byte[] bytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }
}
