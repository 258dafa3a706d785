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

    private void pass(ByteBuffer piece, SynchronousSink<ByteBuffer> sink) {
        if (!piece.hasRemaining()) {
            return;
        }
        passed += piece.remaining();
        if (passed > length) {
            sink.error(new ContentChangedException("the content has more than the " + length
                    + " bytes that were declared; it must not change while it is sent"));
        } else if (passed == length) {
            last = piece.duplicate();
        } else {
            sink.next(piece);
        }
    }

    private Mono<ByteBuffer> end() {
        if (passed < length) {
            return Mono.error(new ContentChangedException("the content ended after " + passed + " of the " + length
                    + " bytes that were declared; it must not change while it is sent"));
        }
        return Mono.justOrEmpty(last);
    }
}
