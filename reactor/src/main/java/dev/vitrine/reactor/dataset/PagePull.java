package dev.vitrine.reactor.dataset;

import java.util.function.IntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/**
 * The elements of all pages, in order. Pages ahead of the one being consumed are received into memory, as many as the
 * {@link PageWindow} allows, so that a slow subscriber holds no connection. Cancelling ends all requests.
 */
final class PagePull<T> {
    private static final int END_MARKERS = 8; // room for the page's end, so that it is received without demand

    private final IntFunction<Flux<PageEvent<T>>> fetch;
    private final int pageSize;
    private final int prefetchPages;

    /** @param fetch emits a page's elements as they arrive and then its end, cold */
    PagePull(IntFunction<Flux<PageEvent<T>>> fetch, int pageSize, int prefetchPages) {
        this.fetch = fetch;
        this.pageSize = pageSize;
        this.prefetchPages = prefetchPages;
    }

    /** For one subscription. */
    Flux<T> elements() {
        PageWindow window = new PageWindow(prefetchPages);
        return window.pages()
                .flatMapSequential(page -> page(page, window), prefetchPages + 1, pageSize + END_MARKERS)
                .handle((event, sink) -> deliver(event, window, sink));
    }

    private Flux<PageEvent<T>> page(int page, PageWindow window) {
        return fetch.apply(page)
                .doOnNext(event -> {
                    if (event instanceof PageEvent.End<T> end) {
                        window.total(end.meta().totalPages());
                    }
                })
                .onErrorResume(error -> Flux.just(new PageEvent.Failure<>(page, error)));
    }

    private void deliver(PageEvent<T> event, PageWindow window, SynchronousSink<T> sink) {
        if (event instanceof PageEvent.Failure<T> failure) {
            sink.error(failure.error());
            return;
        }
        window.reached(event.page());
        if (event instanceof PageEvent.Element<T> element) {
            sink.next(element.value());
        }
    }
}
