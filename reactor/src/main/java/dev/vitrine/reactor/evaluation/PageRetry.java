package dev.vitrine.reactor.evaluation;

import dev.vitrine.reactor.background.Backoff;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.RetryPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/** When a page is asked for again: after 1 s, 2 s, 4 s …, a fifth more or less, or what the server asks for. */
final class PageRetry {
    private static final int CONFLICT = 409;
    private static final RetryPolicy PAUSES =
            new RetryPolicy(0, Duration.ofSeconds(1), Duration.ofMinutes(1), 0.2, Duration.ofSeconds(30));

    private PageRetry() {}

    /** Fails with the last failure itself. */
    static Retry of(int maxRetries, Scheduler timer) {
        return Retry.from(signals -> signals.concatMap(
                signal -> {
                    Throwable failure = signal.failure();
                    if (signal.totalRetries() >= maxRetries || !mayPass(failure)) {
                        return Mono.<Long>error(failure);
                    }
                    return Mono.delay(PAUSES.pause(signal.totalRetries(), retryAfter(failure)), timer);
                },
                1));
    }

    static boolean mayPass(Throwable failure) {
        return Backoff.mayPass(failure) || failure instanceof ApiException answer && answer.status() == CONFLICT;
    }

    private static @Nullable Duration retryAfter(Throwable failure) {
        if (failure instanceof ApiException.RateLimited limited) {
            return limited.retryAfter().orElse(null);
        }
        return failure instanceof ApiException.ServerError error
                ? error.retryAfter().orElse(null)
                : null;
    }
}
