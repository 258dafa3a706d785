package dev.vitrine.reactor.background;

import dev.vitrine.reactor.http.ApiException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Pauses before repetitions that a facet makes by itself: doubled each time, with half of it at random; the platform's
 * own wish comes first.
 *
 * @param maxRetries repetitions after the first attempt
 * @param min the first pause
 * @param max the longest pause
 * @param maxRetryAfter the longest pause that the platform can ask for
 */
public record Backoff(int maxRetries, Duration min, Duration max, Duration maxRetryAfter) {
    private static final int MAX_DOUBLINGS = 20;

    /** Fails with the last failure itself once the repetitions are used up, or at once where one would not help. */
    public Retry retry(Predicate<? super Throwable> worthIt, Scheduler timer) {
        return Retry.from(signals -> signals.concatMap(
                signal -> {
                    Throwable failure = signal.failure();
                    if (signal.totalRetries() >= maxRetries || !worthIt.test(failure)) {
                        return Mono.<Long>error(failure);
                    }
                    return Mono.delay(pause(failure, signal.totalRetries()), timer);
                },
                1));
    }

    Duration pause(Throwable failure, long retriesSoFar) {
        Duration asked = retryAfter(failure);
        if (asked != null) {
            return asked.compareTo(maxRetryAfter) > 0 ? maxRetryAfter : asked;
        }
        long longest = Math.min(max.toNanos(), min.toNanos() << Math.min(retriesSoFar, MAX_DOUBLINGS));
        return Duration.ofNanos(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
    }

    private static @Nullable Duration retryAfter(Throwable failure) {
        if (failure instanceof ApiException.RateLimited limited) {
            return limited.retryAfter().orElse(null);
        }
        return failure instanceof ApiException.ServerError error
                ? error.retryAfter().orElse(null)
                : null;
    }

    /** Whether the same call may succeed later on: 408, 429, 5xx, no answer, or one that is not whole. */
    public static boolean mayPass(Throwable failure) {
        if (failure instanceof ApiException api) {
            int status = api.status();
            return api instanceof ApiException.MalformedAnswer
                    || status == 0
                    || status == 408
                    || status == 429
                    || status >= 500;
        }
        return failure instanceof IOException || failure instanceof TimeoutException;
    }
}
