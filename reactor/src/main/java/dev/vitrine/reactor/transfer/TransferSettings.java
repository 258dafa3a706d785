package dev.vitrine.reactor.transfer;

import dev.vitrine.reactor.http.RetryPolicy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The bounds of a {@link BlobPipeline}. Immutable. */
public final class TransferSettings {
    private final Builder spec;

    private TransferSettings(Builder spec) {
        this.spec = spec;
    }

    public static TransferSettings defaults() {
        return builder().build();
    }

    public static Builder builder() {
        return new Builder();
    }

    public int maxConcurrentUploads() {
        return spec.maxConcurrentUploads;
    }

    public long maxInFlightBytes() {
        return spec.maxInFlightBytes;
    }

    public Path spoolDirectory() {
        return spec.spoolDirectory;
    }

    public int spoolMemoryBytes() {
        return spec.spoolMemoryBytes;
    }

    public long maxContentBytes() {
        return spec.maxContentBytes;
    }

    public int maxRememberedTypes() {
        return spec.maxRememberedTypes;
    }

    public RetryPolicy retry() {
        return spec.retry;
    }

    Scheduler blocking() {
        return spec.blocking;
    }

    Scheduler timer() {
        return spec.timer;
    }

    Clock clock() {
        return spec.clock;
    }

    /** Short-lived and mutable. */
    public static final class Builder {
        private static final int DEFAULT_UPLOADS = 32;
        private static final long DEFAULT_IN_FLIGHT = 64L * 1024 * 1024;
        private static final int DEFAULT_SPOOL_MEMORY = 256 * 1024;
        // the most that S3 takes in one PUT
        private static final long DEFAULT_MAX_CONTENT = 5L * 1024 * 1024 * 1024;
        private static final int DEFAULT_TYPES = 10_000;
        private int maxConcurrentUploads = DEFAULT_UPLOADS;
        private long maxInFlightBytes = DEFAULT_IN_FLIGHT;
        private Path spoolDirectory = Path.of(System.getProperty("java.io.tmpdir", "."));
        private int spoolMemoryBytes = DEFAULT_SPOOL_MEMORY;
        private long maxContentBytes = DEFAULT_MAX_CONTENT;
        private int maxRememberedTypes = DEFAULT_TYPES;
        private RetryPolicy retry = RetryPolicy.DEFAULTS;
        private Scheduler blocking = Schedulers.boundedElastic();
        private Scheduler timer = Schedulers.parallel();
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** Transfers under way at once; requests and confirmations do not count. 32 unless set. */
        public Builder maxConcurrentUploads(int count) {
            this.maxConcurrentUploads = (int) positive(count, "maxConcurrentUploads");
            return this;
        }

        /** Heap buffers of all transfers together, in bytes. A transfer holds at most 1 MiB of them. 64 MiB unless set. */
        public Builder maxInFlightBytes(long bytes) {
            this.maxInFlightBytes = positive(bytes, "maxInFlightBytes");
            return this;
        }

        /** Where one-shot content over {@link #spoolMemoryBytes} waits, in files of its own (0600 where supported). */
        public Builder spoolDirectory(Path directory) {
            this.spoolDirectory = Objects.requireNonNull(directory, "spoolDirectory");
            return this;
        }

        /** One-shot content up to this many bytes is held in memory. 256 KiB unless set; 0 for none. */
        public Builder spoolMemoryBytes(int bytes) {
            if (bytes < 0) {
                throw new IllegalArgumentException("spoolMemoryBytes must be zero or more, not " + bytes);
            }
            this.spoolMemoryBytes = bytes;
            return this;
        }

        /** The longest content that is accepted, in bytes. 5 GiB unless set. */
        public Builder maxContentBytes(long bytes) {
            this.maxContentBytes = positive(bytes, "maxContentBytes");
            return this;
        }

        /** How many stored blobs' content types are remembered, see {@link BlobPipeline#store}. 10,000 unless set. */
        public Builder maxRememberedTypes(int count) {
            this.maxRememberedTypes = (int) positive(count, "maxRememberedTypes");
            return this;
        }

        public Builder retry(RetryPolicy retry) {
            this.retry = Objects.requireNonNull(retry, "retry");
            return this;
        }

        /** Where files are read, spooled and hashed; must allow blocking. {@code boundedElastic} unless set. */
        public Builder blocking(Scheduler scheduler) {
            this.blocking = Objects.requireNonNull(scheduler, "blocking");
            return this;
        }

        /** Where pauses are counted. */
        public Builder timer(Scheduler scheduler) {
            this.timer = Objects.requireNonNull(scheduler, "timer");
            return this;
        }

        /** What transfers are timed with. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** The builder must not be used afterwards. */
        public TransferSettings build() {
            return new TransferSettings(this);
        }

        private static long positive(long value, String name) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
            }
            return value;
        }
    }
}
