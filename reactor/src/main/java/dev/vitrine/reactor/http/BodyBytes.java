package dev.vitrine.reactor.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads answers into the heap within a limit. Buffers belong to Reactor Netty, which releases them. */
final class BodyBytes {
    private BodyBytes() {}

    /** The whole body, or {@link TooLong}; then the connection is closed. */
    static Mono<byte[]> whole(Publisher<ByteBuf> body, int limit) {
        return Flux.from(body)
                .collect(ByteArrayOutputStream::new, (bytes, piece) -> {
                    if (piece.readableBytes() > limit - bytes.size()) {
                        throw new TooLong();
                    }
                    append(bytes, piece, piece.readableBytes());
                })
                .map(ByteArrayOutputStream::toByteArray);
    }

    /** The start of a body. Never fails: what arrived before the connection broke is what there is. */
    static Mono<byte[]> start(Publisher<ByteBuf> body, int limit) {
        return Mono.defer(() -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            return Flux.from(body)
                    .doOnNext(piece -> append(bytes, piece, Math.min(piece.readableBytes(), limit - bytes.size())))
                    .takeUntil(piece -> bytes.size() >= limit)
                    .then()
                    .onErrorComplete()
                    .then(Mono.fromSupplier(bytes::toByteArray));
        });
    }

    static ByteBuffer copy(ByteBuf piece) {
        byte[] bytes = new byte[piece.readableBytes()];
        piece.readBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    private static void append(ByteArrayOutputStream bytes, ByteBuf piece, int count) {
        byte[] copy = new byte[count];
        piece.readBytes(copy);
        bytes.writeBytes(copy);
    }

    /** More bytes than the limit. */
    static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLong() {
            super("longer than the limit", null, false, false);
        }
    }
}
