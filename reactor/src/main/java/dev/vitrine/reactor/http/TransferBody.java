package dev.vitrine.reactor.http;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * What a transfer sends.
 *
 * @param length in bytes; one more or less in {@code pieces} is an error
 * @param pieces subscribed to at most once a transfer, and read by demand
 * @param file where the same bytes may be taken from instead, without being read here; null for nowhere
 */
public record TransferBody(
        long length, Publisher<ByteBuffer> pieces, @Nullable SteadyFile file) {
    public TransferBody {
        Objects.requireNonNull(pieces, "pieces");
        if (length < 0) {
            throw new IllegalArgumentException("length must be zero or more, not " + length);
        }
    }

    public static TransferBody of(long length, Publisher<ByteBuffer> pieces) {
        return new TransferBody(length, pieces, null);
    }
}
