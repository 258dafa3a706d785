package dev.vitrine.reactor.http;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How often a failed attempt is repeated and how long to wait before each.
 *
 * @param maxRetries repetitions after the first attempt, 0 for none
 * @param minBackoff the first pause, doubled for each further one
 * @param maxBackoff the longest pause
 * @param jitter the share of a pause, 0 to 1, by which it is shortened or lengthened at random
 * @param maxRetryAfter the longest pause that a server's {@code Retry-After} can ask for
 */
public record RetryPolicy(
        int maxRetries, Duration minBackoff, Duration maxBackoff, double jitter, Duration maxRetryAfter) {
    public static final RetryPolicy DEFAULTS =
            new RetryPolicy(3, Duration.ofMillis(500), Duration.ofSeconds(10), 0.5, Duration.ofSeconds(30));
    private static final int MAX_DOUBLINGS = 20;

    public RetryPolicy {
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries must be zero or more, not " + maxRetries);
        }
        notNegative(minBackoff, "minBackoff");
        notNegative(maxBackoff, "maxBackoff");
        notNegative(maxRetryAfter, "maxRetryAfter");
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be between 0 and 1, not " + jitter);
        }
    }

    public RetryPolicy withMaxRetries(int retries) {
        return new RetryPolicy(retries, minBackoff, maxBackoff, jitter, maxRetryAfter);
    }

    public RetryPolicy withBackoff(Duration min, Duration max) {
        return new RetryPolicy(maxRetries, min, max, jitter, maxRetryAfter);
    }

    public RetryPolicy withJitter(double share) {
        return new RetryPolicy(maxRetries, minBackoff, maxBackoff, share, maxRetryAfter);
    }

    /**
     * The pause before a repetition.
     *
     * @param retriesSoFar 0 before the first repetition
     */
    public Duration backoff(long retriesSoFar) {
        long doublings = Math.min(retriesSoFar, MAX_DOUBLINGS);
        long longest = saturatedNanos(maxBackoff);
        long nanos = Math.min(saturatedNanos(minBackoff) << doublings, longest);
        double factor =
                jitter == 0 ? 1 : 1 + jitter * ThreadLocalRandom.current().nextDouble(-1, 1);
        return Duration.ofNanos(Math.min(Math.round(nanos * factor), longest));
    }

    /** The pause that a server asks for, up to {@link #maxRetryAfter}; {@link #backoff} where it asks for none. */
    public Duration pause(long retriesSoFar, @Nullable Duration asked) {
        if (asked == null) {
            return backoff(retriesSoFar);
        }
        return asked.compareTo(maxRetryAfter) > 0 ? maxRetryAfter : asked;
    }

    private static long saturatedNanos(Duration duration) {
        // an hour, so that no doubling overflows
        return duration.compareTo(Duration.ofHours(1)) >= 0
                ? Duration.ofHours(1).toNanos()
                : duration.toNanos();
    }

    private static void notNegative(Duration duration, String name) {
        Objects.requireNonNull(duration, name);
        if (duration.isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, but is " + duration);
        }
    }
}
