package dev.vitrine.reactor.trace;

import dev.vitrine.media.WalkLimits;
import dev.vitrine.reactor.transfer.BackgroundSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How media in trace data are found and uploaded, handed to a lambda. Mutable and not thread-safe. Whether they are
 * uploaded at all is for {@code mediaUploadEnabled} to say.
 */
public final class TraceMediaOptions {
    private static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(10);
    private static final int DEFAULT_DEPTH = 10;
    private static final long DEFAULT_NODES = 100_000;
    private long maxHeapBytes = BackgroundSettings.DEFAULT_HEAP;
    private @Nullable Long spoolAfterBytes;
    private long maxSpoolBytes = BackgroundSettings.DEFAULT_SPOOL;
    private @Nullable Path persistentSpool;
    private Duration deadline = DEFAULT_DEADLINE;
    private int maxDepth = DEFAULT_DEPTH;
    private long maxNodes = DEFAULT_NODES;

    private TraceMediaOptions() {}

    public static TraceMediaOptions create() {
        return new TraceMediaOptions();
    }

    /**
     * The most that media hold on the heap until they are uploaded; 64 MiB by default. Beyond, those that are not on disk
     * are dropped: a text takes their place, they are counted, and a warning is given once in a while.
     */
    public TraceMediaOptions maxHeapBytes(long bytes) {
        this.maxHeapBytes = Options.requirePositive(bytes, "maxHeapBytes");
        return this;
    }

    /**
     * From how many bytes on the heap on further media go to disk; half of {@link #maxHeapBytes} by default. With 0 each
     * goes there before it is uploaded, which is what has them all survive a crash with a {@link #persistentSpool}.
     */
    public TraceMediaOptions spoolAfterBytes(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("spoolAfterBytes must be 0 or more, not " + bytes);
        }
        this.spoolAfterBytes = bytes;
        return this;
    }

    /** The most that media hold on disk; 1 GiB by default, 0 for none. */
    public TraceMediaOptions maxSpoolBytes(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("maxSpoolBytes must be 0 or more, not " + bytes);
        }
        this.maxSpoolBytes = bytes;
        return this;
    }

    /**
     * A directory for media on disk that outlives the process: what is in it is uploaded by the next start of a client with
     * the same keys. Several processes may share it. By default a temporary directory, which does not survive a crash, and
     * is deleted when the client is closed.
     */
    public TraceMediaOptions persistentSpool(Path directory) {
        this.persistentSpool = Objects.requireNonNull(directory, "persistentSpool");
        return this;
    }

    /**
     * How long an observation that has ended may wait for the digest of media that are in files, publishers, or over 256
     * KiB; 10 s by default. Then it is exported with a text that says that the media are missing.
     */
    public TraceMediaOptions deadline(Duration deadline) {
        this.deadline = Options.requirePositive(deadline, "deadline");
        return this;
    }

    /** How many containers deep media are looked for, 10 by default; what lies deeper stays as it is, with a warning. */
    public TraceMediaOptions maxDepth(int containers) {
        this.maxDepth = new WalkLimits(containers, 1).maxDepth();
        return this;
    }

    /** In how many values media are looked for, 100,000 by default; what comes after stays as it is, with a warning. */
    public TraceMediaOptions maxNodes(long values) {
        this.maxNodes = new WalkLimits(1, values).maxNodes();
        return this;
    }

    /** The queue's settings, with the rest as it is in {@code base}. */
    public BackgroundSettings queue(BackgroundSettings base, String scope) {
        return base.withHeap(maxHeapBytes, spoolAfterBytes != null ? spoolAfterBytes : maxHeapBytes / 2)
                .withSpool(maxSpoolBytes, persistentSpool, scope);
    }

    Duration deadline() {
        return deadline;
    }

    WalkLimits limits() {
        return new WalkLimits(maxDepth, maxNodes);
    }

    @Override
    public String toString() {
        return "TraceMediaOptions[heap " + maxHeapBytes + ", disk " + maxSpoolBytes + ", deadline " + deadline + "]";
    }
}
