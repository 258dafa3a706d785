package dev.vitrine.reactor.media;

import java.time.Duration;
import java.util.Objects;

/**
 * How references in an object are replaced by the media's data URIs.
 *
 * @param maxDepth containers around a string up to which it is looked at, 0 to 1000; deeper ones stay as they are
 * @param contentTimeout the longest wait for the content of one media
 * @param concurrency media fetched at a time, 1 to 256
 * @param maxBytesEach media with more bytes are left as references
 * @param maxBytesTotal content bytes put in by one call, counting each place; beyond it references are left
 */
public record ResolveOptions(
        int maxDepth, Duration contentTimeout, int concurrency, int maxBytesEach, long maxBytesTotal) {

    public ResolveOptions {
        Objects.requireNonNull(contentTimeout, "contentTimeout");
        requireBetween("maxDepth", maxDepth, 0, 1000);
        requireBetween("concurrency", concurrency, 1, 256);
        requireBetween("maxBytesEach", maxBytesEach, 1, Integer.MAX_VALUE);
        requireBetween("maxBytesTotal", maxBytesTotal, 1, 1 << 30); // the result is one JSON text
        if (contentTimeout.isNegative() || contentTimeout.isZero()) {
            throw new IllegalArgumentException("contentTimeout must be more than zero, not " + contentTimeout);
        }
    }

    static Builder builder() {
        return new Builder();
    }

    private static void requireBetween(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }

    /** Short-lived and mutable; handed to a lambda. */
    public static final class Builder {
        private int maxDepth = 10;
        private Duration contentTimeout = Duration.ofSeconds(5);
        private int concurrency = 8;
        private int maxBytesEach = 16 * 1024 * 1024;
        private long maxBytesTotal = 64L * 1024 * 1024;

        private Builder() {}

        public Builder maxDepth(int containers) {
            this.maxDepth = containers;
            return this;
        }

        public Builder contentTimeout(Duration timeout) {
            this.contentTimeout = timeout;
            return this;
        }

        public Builder concurrency(int media) {
            this.concurrency = media;
            return this;
        }

        public Builder maxBytesEach(int bytes) {
            this.maxBytesEach = bytes;
            return this;
        }

        public Builder maxBytesTotal(long bytes) {
            this.maxBytesTotal = bytes;
            return this;
        }

        ResolveOptions build() {
            return new ResolveOptions(maxDepth, contentTimeout, concurrency, maxBytesEach, maxBytesTotal);
        }
    }
}
