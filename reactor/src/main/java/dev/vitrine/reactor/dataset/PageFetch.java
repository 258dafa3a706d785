package dev.vitrine.reactor.dataset;

import dev.vitrine.json.JsonException;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.http.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Receives a page and emits its elements while it arrives. A page that breaks off is asked for again, and what was
 * emitted already is passed over, so that each element comes once.
 */
final class PageFetch<T> {
    private static final int BUFFERS_AHEAD = 2;
    private static final RetryPolicy PAUSES =
            RetryPolicy.DEFAULTS.withBackoff(Duration.ofMillis(200), Duration.ofSeconds(10));

    private final ApiExchange api;
    private final DatasetSettings settings;
    private final Limits limits;
    private final Function<JsonSlice, T> decoder;
    private final Function<T, String> key;

    /** @param key tells whether an element of a second attempt is the one of the first */
    PageFetch(
            ApiExchange api,
            DatasetSettings settings,
            Limits limits,
            Function<JsonSlice, T> decoder,
            Function<T, String> key) {
        this.api = api;
        this.settings = settings;
        this.limits = limits;
        this.decoder = decoder;
        this.key = key;
    }

    Flux<PageEvent<T>> fetch(int page, ApiRequest request) {
        return Flux.defer(() -> attempt(page, request, new Progress(), 0));
    }

    private Flux<PageEvent<T>> attempt(int page, ApiRequest request, Progress progress, int retries) {
        PageCutter cutter = new PageCutter(limits.maxPageBytes(), limits.maxItemBytes());
        progress.rewind();
        return api.stream(request)
                .concatMapIterable(piece -> elements(page, cutter.feed(piece), progress), BUFFERS_AHEAD)
                // as they are emitted: one that Reactor has only looked at is dropped when the rest of the page fails
                .filter(event -> isNew(event, progress))
                .concatWith(Mono.fromSupplier(() -> new PageEvent.End<>(page, cutter.finish())))
                .onErrorResume(
                        error -> retries < settings.maxRetries() && progress.started() && isBrokenOff(error),
                        error -> Mono.delay(PAUSES.backoff(retries), settings.timer())
                                .thenMany(Flux.defer(() -> attempt(page, request, progress, retries + 1))));
    }

    /** Read one by one, so that those before a malformed one come first. */
    private Iterable<PageEvent<T>> elements(int page, List<JsonSlice> slices, Progress progress) {
        progress.arrived();
        return new Iterable<>() {
            @Override
            public Iterator<PageEvent<T>> iterator() {
                return Spliterators.iterator(spliterator());
            }

            @Override // which is what Reactor asks for
            public Spliterator<PageEvent<T>> spliterator() {
                return new Elements(page, slices);
            }
        };
    }

    private boolean isNew(PageEvent<T> event, Progress progress) {
        return event instanceof PageEvent.Element<T> element && progress.isNew(key.apply(element.value()));
    }

    /** An error status comes before the first byte and was retried by the exchange; bad JSON stays bad. */
    private static boolean isBrokenOff(Throwable error) {
        return error instanceof ApiException unanswered && unanswered.status() == 0;
    }

    private final class Elements implements Spliterator<PageEvent<T>> {
        private final int page;
        private final List<JsonSlice> slices;
        private int position;

        Elements(int page, List<JsonSlice> slices) {
            this.page = page;
            this.slices = slices;
        }

        @Override
        public boolean tryAdvance(Consumer<? super PageEvent<T>> action) {
            if (position == slices.size()) {
                return false;
            }
            action.accept(new PageEvent.Element<>(page, decoder.apply(slices.get(position++))));
            return true;
        }

        @Override
        public @Nullable Spliterator<PageEvent<T>> trySplit() {
            return null;
        }

        @Override
        public long estimateSize() {
            return slices.size() - (long) position;
        }

        @Override
        public int characteristics() {
            return ORDERED | NONNULL;
        }
    }

    record Limits(long maxPageBytes, int maxItemBytes) {}

    /** The keys of what was emitted of one page: as many as a page has. */
    private static final class Progress {
        private final List<String> emitted = new ArrayList<>();
        private int position;
        private boolean started;

        /** From the first bytes on, which may be short of an element, the exchange repeats no more. */
        boolean started() {
            return started;
        }

        void arrived() {
            started = true;
        }

        void rewind() {
            position = 0;
        }

        /** Passes over those that an earlier attempt emitted. */
        boolean isNew(String key) {
            if (position == emitted.size()) {
                emitted.add(key);
                position++;
                return true;
            }
            if (!emitted.get(position++).equals(key)) {
                throw new JsonException("A page broke off, and was another one when it was asked for again;"
                        + " give the query a version to read at one point in time");
            }
            return false;
        }
    }
}
