package dev.vitrine.reactor.dataset;

/** What happens on a page, in the order in which a subscriber is to learn of it. */
sealed interface PageEvent<T> {
    int page();

    /** An element. */
    record Element<T>(int page, T value) implements PageEvent<T> {}

    /** The page is complete. */
    record End<T>(int page, PageMeta meta) implements PageEvent<T> {}

    /** The page cannot be had; comes in its turn, so that what precedes it is still delivered. */
    record Failure<T>(int page, Throwable error) implements PageEvent<T> {}
}
