package dev.vitrine.reactor.http;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads answers into the heap within a limit. Buffers belong to Reactor Netty, which releases them. */
final class BodyBytes {
    private BodyBytes() {}

    /** The whole body, which is not longer than the limit; a longer one closes the connection. */
    static Mono<byte[]> whole(Publisher<ByteBuf> body, int limit, Supplier<? extends RuntimeException> tooLong) {
        return Flux.from(body)
                .collect(Pieces::new, (pieces, piece) -> {
                    if (!pieces.add(piece, limit)) {
                        throw tooLong.get();
                    }
                })
                .map(Pieces::joined);
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

    /** A body as it arrives. Most are one piece, which is copied once; others once more, when they are whole. */
    private static final class Pieces {
        private static final byte[] NONE = {};
        private final List<byte[]> pieces = new ArrayList<>(1);
        private int size;

        /** False, and nothing is added, if it would be more than the limit. */
        boolean add(ByteBuf piece, int limit) {
            int count = piece.readableBytes();
            if (count > limit - size) {
                return false;
            }
            if (count > 0) {
                byte[] copy = new byte[count];
                piece.readBytes(copy);
                pieces.add(copy);
                size += count;
            }
            return true;
        }

        byte[] joined() {
            if (pieces.size() <= 1) {
                return pieces.isEmpty() ? NONE : pieces.get(0);
            }
            byte[] whole = new byte[size];
            int end = 0;
            for (byte[] piece : pieces) {
                System.arraycopy(piece, 0, whole, end, piece.length);
                end += piece.length;
            }
            return whole;
        }
    }
}
