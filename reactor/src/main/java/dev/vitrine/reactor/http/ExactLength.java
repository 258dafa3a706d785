package dev.vitrine.reactor.http;

import dev.vitrine.content.ContentChangedException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;

/**
 * Lets exactly the declared number of bytes pass. The piece that completes them is held back until the source has
 * ended, so that a store never has a whole body before it is known to be the right one.
 */
final class ExactLength {
    private final long length;
    private long passed;
    private @Nullable ByteBuffer last;

    private ExactLength(long length) {
        this.length = length;
    }

    static Flux<ByteBuffer> guard(Publisher<ByteBuffer> body, long length) {
        return Flux.defer(() -> {
            ExactLength guard = new ExactLength(length);
            return Flux.from(body).handle(guard::pass).concatWith(Mono.defer(guard::end));
        });
    }

    /** The same for content that comes in one piece. */
    static Mono<ByteBuffer> whole(Mono<ByteBuffer> body, long length) {
        return body.defaultIfEmpty(ByteBuffer.allocate(0)).doOnNext(piece -> {
            if (piece.remaining() > length) {
                throw tooLong(length);
            }
            if (piece.remaining() < length) {
                throw tooShort(piece.remaining(), length);
            }
        });
    }

    private void pass(ByteBuffer piece, SynchronousSink<ByteBuffer> sink) {
        if (!piece.hasRemaining()) {
            return;
        }
        passed += piece.remaining();
        if (passed > length) {
            sink.error(tooLong(length));
        } else if (passed == length) {
            last = piece.duplicate();
        } else {
            sink.next(piece);
        }
    }

    private Mono<ByteBuffer> end() {
        if (passed < length) {
            return Mono.error(tooShort(passed, length));
        }
        return Mono.justOrEmpty(last);
    }

    private static ContentChangedException tooLong(long length) {
        return new ContentChangedException("the content has more than the " + length
                + " bytes that were declared; it must not change while it is sent");
    }

    private static ContentChangedException tooShort(long was, long length) {
        return new ContentChangedException("the content ended after " + was + " of the " + length
                + " bytes that were declared; it must not change while it is sent");
    }
}
