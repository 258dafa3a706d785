package dev.vitrine.reactor.experiment.report;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** Bytes up to a limit. */
final class LimitedBytes {
    private final int max;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    LimitedBytes(int max) {
        this.max = max;
    }

    /** There are more than the limit. */
    static final class TooManyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyException() {
            super("more bytes than the limit", null, false, false);
        }
    }

    void add(ByteBuffer piece) {
        if (piece.remaining() > max - bytes.size()) {
            throw new TooManyException();
        }
        byte[] copy = new byte[piece.remaining()];
        piece.duplicate().get(copy);
        bytes.writeBytes(copy);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
