package dev.vitrine.score;

import java.time.Duration;
import java.util.Objects;

/**
 * Bounds of the queue that scores wait in, and of the batches they are sent in.
 *
 * @param maxQueued the most scores that wait or are being sent; one more is dropped
 * @param maxQueuedBytes the most bytes, as encoded, that wait or are being sent; what goes beyond is dropped
 * @param maxBatch the most scores a request, 1 or more
 * @param maxBatchBytes the most bytes a request, and so the largest score; the platform takes 4.5 MiB
 * @param maxDelay the longest wait of a score for others to share its request, while no request is under way
 * @param maxRetries repetitions of a request that failed for a reason that may pass, before its scores are dropped
 * @param minBackoff the pause before the first repetition, doubled for each further one
 * @param maxBackoff the longest pause, unless the platform asks for a longer one
 * @param maxRetryAfter the longest pause that the platform can ask for
 * @param shutdownTimeout how long closing waits for what was accepted
 */
public record ScoreQueueOptions(
        int maxQueued,
        long maxQueuedBytes,
        int maxBatch,
        int maxBatchBytes,
        Duration maxDelay,
        int maxRetries,
        Duration minBackoff,
        Duration maxBackoff,
        Duration maxRetryAfter,
        Duration shutdownTimeout) {

    public ScoreQueueOptions {
        positive(maxQueued, "maxQueued");
        positive(maxQueuedBytes, "maxQueuedBytes");
        positive(maxBatch, "maxBatch");
        positive(maxBatchBytes, "maxBatchBytes");
        notNegative(maxDelay, "maxDelay");
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries must be zero or more, not " + maxRetries);
        }
        notNegative(minBackoff, "minBackoff");
        notNegative(maxBackoff, "maxBackoff");
        notNegative(maxRetryAfter, "maxRetryAfter");
        notNegative(shutdownTimeout, "shutdownTimeout");
    }

    public static ScoreQueueOptions defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    private static void positive(long value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
        }
    }

    private static void notNegative(Duration value, String name) {
        if (Objects.requireNonNull(value, name).isNegative()) {
            throw new IllegalArgumentException(name + " must not be negative, but is " + value);
        }
    }

    /** Short-lived and mutable; handed to a lambda. */
    public static final class Builder {
        private int maxQueued = 100_000;
        private long maxQueuedBytes = 64L * 1024 * 1024;
        private int maxBatch = 15;
        private int maxBatchBytes = 2_500_000;
        private Duration maxDelay = Duration.ofSeconds(1);
        private int maxRetries = 10;
        private Duration minBackoff = Duration.ofMillis(500);
        private Duration maxBackoff = Duration.ofSeconds(10);
        private Duration maxRetryAfter = Duration.ofSeconds(30);
        private Duration shutdownTimeout = Duration.ofSeconds(10);

        private Builder() {}

        /** 100,000 unless set. */
        public Builder maxQueued(int scores) {
            this.maxQueued = scores;
            return this;
        }

        /** 64 MiB unless set. */
        public Builder maxQueuedBytes(long bytes) {
            this.maxQueuedBytes = bytes;
            return this;
        }

        /** 15 unless set. */
        public Builder maxBatch(int scores) {
            this.maxBatch = scores;
            return this;
        }

        /** 2,500,000 unless set. */
        public Builder maxBatchBytes(int bytes) {
            this.maxBatchBytes = bytes;
            return this;
        }

        /** One second unless set. */
        public Builder maxDelay(Duration delay) {
            this.maxDelay = delay;
            return this;
        }

        /** 10 unless set: an outage of about a minute and a half loses nothing. */
        public Builder maxRetries(int retries) {
            this.maxRetries = retries;
            return this;
        }

        /** Half a second to ten seconds unless set. */
        public Builder backoff(Duration min, Duration max) {
            this.minBackoff = min;
            this.maxBackoff = max;
            return this;
        }

        /** 30 seconds unless set. */
        public Builder maxRetryAfter(Duration pause) {
            this.maxRetryAfter = pause;
            return this;
        }

        /** Ten seconds unless set. */
        public Builder shutdownTimeout(Duration timeout) {
            this.shutdownTimeout = timeout;
            return this;
        }

        public ScoreQueueOptions build() {
            return new ScoreQueueOptions(
                    maxQueued,
                    maxQueuedBytes,
                    maxBatch,
                    maxBatchBytes,
                    maxDelay,
                    maxRetries,
                    minBackoff,
                    maxBackoff,
                    maxRetryAfter,
                    shutdownTimeout);
        }
    }
}
