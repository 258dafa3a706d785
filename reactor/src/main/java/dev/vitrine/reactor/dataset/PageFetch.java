package dev.vitrine.reactor.dataset;

import dev.vitrine.json.JsonException;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Receives a page and emits its elements while it arrives. A page that breaks off is asked for again, and what was
 * emitted already is passed over, so that each element comes once.
 */
final class PageFetch<T> {
    private static final int BUFFERS_AHEAD = 2;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

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
        return Flux.defer(() -> {
            Progress progress = new Progress();
            return Flux.defer(() -> attempt(page, request, progress))
                    .retryWhen(Retry.backoff(settings.maxRetries(), FIRST_PAUSE)
                            .maxBackoff(LONGEST_PAUSE)
                            .scheduler(settings.timer())
                            .filter(error -> progress.started() && isBrokenOff(error))
                            .onRetryExhaustedThrow((spec, signal) -> signal.failure()));
        });
    }

    private Flux<PageEvent<T>> attempt(int page, ApiRequest request, Progress progress) {
        PageCutter cutter = new PageCutter(limits.maxPageBytes(), limits.maxItemBytes());
        progress.rewind();
        return api.stream(request)
                .doOnNext(piece -> progress.arrived())
                .concatMapIterable(cutter::feed, BUFFERS_AHEAD)
                .<PageEvent<T>>handle((json, sink) -> {
                    T element = decoder.apply(json);
                    if (progress.isNew(key.apply(element))) {
                        sink.next(new PageEvent.Element<>(page, element));
                    }
                })
                .concatWith(Mono.fromSupplier(() -> new PageEvent.End<>(page, cutter.finish())));
    }

    /** An error status comes before the first byte and was retried by the exchange; bad JSON stays bad. */
    private static boolean isBrokenOff(Throwable error) {
        return error instanceof ApiException unanswered && unanswered.status() == 0;
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
