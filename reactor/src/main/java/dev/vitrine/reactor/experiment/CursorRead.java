package dev.vitrine.reactor.experiment;

import dev.vitrine.json.JsonException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The elements of a list with a cursor, in the order of its pages. A page is asked for when there is demand that the ones
 * before it did not meet, so that one page is in memory and nothing is fetched that nobody wants.
 */
final class CursorRead<T> {
    private final Function<@Nullable String, Mono<Page<T>>> fetch;

    /** @param fetch the page at a cursor, the first at null; cold */
    CursorRead(Function<@Nullable String, Mono<Page<T>>> fetch) {
        this.fetch = fetch;
    }

    /** @param cursor where the next page is, null after the last */
    record Page<T>(List<T> elements, @Nullable String cursor) {}

    Flux<T> elements() {
        return Flux.defer(() -> {
            Position position = new Position();
            return Flux.<Position>generate(pages -> {
                        if (position.ended) {
                            pages.complete();
                        } else {
                            pages.next(position);
                        }
                    })
                    .concatMap(this::page, 0);
        });
    }

    /** Without prefetch concatMap waits for demand; hidden, since it would not wait for a source that it sees through. */
    private Flux<T> page(Position position) {
        return Flux.just(position).hide().concatMap(this::elements, 0);
    }

    private Flux<T> elements(Position position) {
        String asked = position.cursor;
        position.ended = true; // also if there is no answer
        return fetch.apply(asked).doOnNext(position::passed).flatMapMany(page -> Flux.fromIterable(page.elements));
    }

    /** Where a subscription stands. Finds a list that leads back to itself with one cursor in memory, after Brent. */
    private static final class Position {
        private @Nullable String cursor;
        private boolean ended;
        private @Nullable String milestone;
        private long toNextMilestone = 1;
        private long stride = 1;

        void passed(Page<?> page) {
            String next = page.cursor;
            if (next == null || page.elements.isEmpty()) { // nothing comes after nothing
                return;
            }
            if (next.equals(cursor) || next.equals(milestone)) {
                throw new JsonException(
                        "The server's list leads back to a page that it gave before, and would not end");
            }
            if (--toNextMilestone == 0) {
                milestone = next;
                stride *= 2;
                toNextMilestone = stride;
            }
            cursor = next;
            ended = false;
        }
    }
}
