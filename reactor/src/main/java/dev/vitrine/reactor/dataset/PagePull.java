package dev.vitrine.reactor.dataset;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/**
 * The elements of all pages, in order. Pages ahead of the one being consumed are received into memory, as many as the
 * {@link PageWindow} allows, so that a slow subscriber holds no connection. Cancelling ends all requests.
 */
final class PagePull<T> {
    private static final int SPARE = 8; // so that a page is received to its end without demand
    /** Of pages ahead, unless it is a single one. */
    private static final long AHEAD_BYTES = 64L * 1024 * 1024;

    private final IntFunction<Flux<PageEvent<T>>> fetch;
    private final int pageSize;
    private final int prefetchPages;
    private final long aheadBytes;

    /** @param fetch emits a page's elements as they arrive and then its end, cold */
    PagePull(IntFunction<Flux<PageEvent<T>>> fetch, int pageSize, int prefetchPages) {
        this(fetch, pageSize, prefetchPages, AHEAD_BYTES);
    }

    PagePull(IntFunction<Flux<PageEvent<T>>> fetch, int pageSize, int prefetchPages, long aheadBytes) {
        this.fetch = fetch;
        this.pageSize = pageSize;
        this.prefetchPages = prefetchPages;
        this.aheadBytes = aheadBytes;
    }

    /** For one subscription. */
    Flux<T> elements() {
        PageWindow window = new PageWindow(prefetchPages, aheadBytes);
        return window.pages()
                .flatMapSequential(page -> page(page, window), prefetchPages + 1, pageSize + SPARE)
                .handle((event, sink) -> deliver(event, window, sink));
    }

    /** Its end is no signal of its own, or a subscriber would have to ask for more to learn that there is no more. */
    private Flux<PageEvent<T>> page(int page, PageWindow window) {
        return Flux.defer(() -> {
                    AtomicBoolean empty = new AtomicBoolean(true);
                    return fetch.apply(page).filter(event -> {
                        if (event instanceof PageEvent.End<T> end) {
                            window.received(end.meta());
                            if (empty.get()) {
                                window.reached(page);
                            }
                            return false;
                        }
                        empty.set(false);
                        return true;
                    });
                })
                .onErrorResume(error -> Flux.just(new PageEvent.Failure<>(page, error)));
    }

    private void deliver(PageEvent<T> event, PageWindow window, SynchronousSink<T> sink) {
        if (event instanceof PageEvent.Failure<T> failure) {
            sink.error(failure.error());
            return;
        }
        if (event instanceof PageEvent.Element<T> element) {
            window.reached(element.page());
            sink.next(element.value());
        }
    }
}
