package dev.vitrine.reactor.transfer;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The bounds of {@link BackgroundUploads}.
 *
 * @param maxHeapBytes the most that waiting and running uploads hold on the heap, with 1 KiB for each as such
 * @param spoolAfterBytes from how much of it on blobs go to disk; 0 for each of them, before it is uploaded
 * @param maxSpoolBytes the most on disk
 * @param concurrency uploads at a time
 * @param persistent where blobs outlive the process; null for a temporary directory, which is deleted at shutdown
 * @param scope what tells this queue's blobs in {@code persistent} from those of others, such as another project
 * @param temporary where the temporary directory is made
 * @param blocking where files are read and written; must allow blocking; asked for when there is something to upload
 * @param timer runs limits of time
 */
public record BackgroundSettings(
        long maxHeapBytes,
        long spoolAfterBytes,
        long maxSpoolBytes,
        int concurrency,
        @Nullable Path persistent,
        String scope,
        Path temporary,
        Supplier<Scheduler> blocking,
        Scheduler timer) {
    public static final long DEFAULT_HEAP = 64L * 1024 * 1024;
    public static final long DEFAULT_SPOOL = 1024L * 1024 * 1024;
    private static final int DEFAULT_CONCURRENCY = 32;

    public BackgroundSettings {
        requireAtLeast(1, maxHeapBytes, "maxHeapBytes");
        requireAtLeast(0, spoolAfterBytes, "spoolAfterBytes");
        requireAtLeast(0, maxSpoolBytes, "maxSpoolBytes");
        requireAtLeast(1, concurrency, "concurrency");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(temporary, "temporary");
        Objects.requireNonNull(blocking, "blocking");
        Objects.requireNonNull(timer, "timer");
    }

    /** 64 MiB of heap, from the half of it on disk, 1 GiB in a temporary directory of the system's. */
    public static BackgroundSettings defaults() {
        return new BackgroundSettings(
                DEFAULT_HEAP,
                DEFAULT_HEAP / 2,
                DEFAULT_SPOOL,
                DEFAULT_CONCURRENCY,
                null,
                "",
                Path.of(System.getProperty("java.io.tmpdir", ".")),
                Schedulers::boundedElastic, // which starts a thread of its own
                Schedulers.parallel());
    }

    public BackgroundSettings withHeap(long max, long spoolAfter) {
        return new BackgroundSettings(
                max, spoolAfter, maxSpoolBytes, concurrency, persistent, scope, temporary, blocking, timer);
    }

    public BackgroundSettings withSpool(long max, @Nullable Path persistent, String scope) {
        return new BackgroundSettings(
                maxHeapBytes, spoolAfterBytes, max, concurrency, persistent, scope, temporary, blocking, timer);
    }

    public BackgroundSettings withConcurrency(int uploads) {
        return new BackgroundSettings(
                maxHeapBytes, spoolAfterBytes, maxSpoolBytes, uploads, persistent, scope, temporary, blocking, timer);
    }

    public BackgroundSettings withTemporary(Path directory) {
        return new BackgroundSettings(
                maxHeapBytes,
                spoolAfterBytes,
                maxSpoolBytes,
                concurrency,
                persistent,
                scope,
                directory,
                blocking,
                timer);
    }

    public BackgroundSettings withTimer(Scheduler scheduler) {
        return new BackgroundSettings(
                maxHeapBytes,
                spoolAfterBytes,
                maxSpoolBytes,
                concurrency,
                persistent,
                scope,
                temporary,
                blocking,
                scheduler);
    }

    private static void requireAtLeast(long least, long value, String name) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be " + least + " or more, not " + value);
        }
    }

    /** Without the scope, which may name a key. */
    @Override
    public String toString() {
        return "BackgroundSettings[heap " + maxHeapBytes + ", disk " + maxSpoolBytes + ", " + concurrency
                + " at a time]";
    }
}
