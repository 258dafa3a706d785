package dev.vitrine.reactor.transfer;

import dev.vitrine.reactor.background.BackgroundTasks;
import dev.vitrine.reactor.background.PendingWork;
import dev.vitrine.reactor.background.SeldomWarning;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Jobs go from their room to the heap queue or through the spool, and from there to the pipeline. */
final class DefaultBackgroundUploads implements BackgroundUploads {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundUploads.class);
    private static final Duration WARNING_PAUSE = Duration.ofMinutes(1);
    private static final int DIGESTS = 16;
    private static final int WRITERS = 2;
    final BlobPipeline pipeline;
    final BackgroundSettings settings;
    final ByteBudget heap;
    final ByteBudget disk;
    final PermitPool digests = new PermitPool(DIGESTS, DIGESTS);
    private final BackgroundTargets targets;
    private final JobSpool spool;
    private final BackgroundTasks uploads;
    private final BackgroundTasks writes;
    private final BackgroundTasks recovery;
    private final PendingWork pending = new PendingWork();
    private final Set<UploadJob> jobs = ConcurrentHashMap.newKeySet();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder uploaded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final SeldomWarning fullWarning;
    private final SeldomWarning failureWarning;
    private final SeldomWarning diskWarning;
    private final AtomicBoolean recovering = new AtomicBoolean();
    private final Sinks.Empty<Void> stopped = Sinks.empty();
    private final AtomicReference<Mono<Void>> shutdown = new AtomicReference<>();
    private volatile boolean closed;
    private volatile boolean ended;

    DefaultBackgroundUploads(BlobPipeline pipeline, BackgroundTargets targets, BackgroundSettings settings) {
        this.pipeline = pipeline;
        this.targets = targets;
        this.settings = settings;
        this.heap = new ByteBudget(settings.maxHeapBytes());
        this.disk = new ByteBudget(settings.maxSpoolBytes());
        this.spool = new JobSpool(settings);
        this.uploads =
                new BackgroundTasks(settings.concurrency(), settings.blocking().get());
        this.writes = new BackgroundTasks(WRITERS, settings.blocking().get());
        this.recovery = new BackgroundTasks(1, settings.blocking().get());
        this.fullWarning = seldom();
        this.failureWarning = seldom();
        this.diskWarning = seldom();
    }

    private SeldomWarning seldom() {
        return new SeldomWarning(LOG::warn, settings.timer(), WARNING_PAUSE);
    }

    @Override
    public @Nullable Room reserve(long heapBytes) {
        long bytes = heapBytes + UploadJob.OWN_BYTES;
        if (closed || !heap.takeOrAlone(bytes)) {
            drop();
            return null;
        }
        return new UploadRoom(this, bytes, pending.begin());
    }

    void drop() {
        dropped.increment();
        fullWarning.warn(() -> closed
                ? "The client is closed; media in trace data and the like are no longer uploaded"
                : "The queue of background uploads is full (" + settings.maxHeapBytes() + " bytes on the heap, "
                        + settings.maxSpoolBytes() + " on disk); blobs are dropped, " + dropped.sum() + " so far");
    }

    /** Deletes what was prepared for nothing. At shutdown the pipeline does it. */
    void discard(PreparedBlob blob) {
        writes.start(blob.release());
    }

    void accept(UploadJob job) {
        accepted.increment();
        jobs.add(job);
        if (goesToDisk(job)) {
            writes.start(toDisk(job));
        } else {
            uploads.start(upload(job));
        }
        if (ended && jobs.remove(job)) { // nobody will
            dropped.increment();
        }
    }

    private boolean goesToDisk(UploadJob job) {
        boolean reference = isReference(job);
        if (heap.used() <= settings.spoolAfterBytes() || (!spool.isPersistent() && (reference || job.isOnDisk()))) {
            return false;
        }
        long bytes = reference ? 0 : job.info.digest().length();
        if (!disk.take(bytes)) {
            return false;
        }
        job.takesDisk(bytes);
        return true;
    }

    /** A file stays where it is. */
    private static boolean isReference(UploadJob job) {
        return job.file != null && job.file.getFileSystem() == FileSystems.getDefault();
    }

    private Mono<Void> toDisk(UploadJob job) {
        Path file = job.file;
        SpoolRecord record = new SpoolRecord(
                job.info,
                job.target,
                file != null && isReference(job) ? file.toAbsolutePath().toString() : null);
        PreparedBlob before = job.blob();
        return spool.write(before, record)
                .flatMap(entry -> {
                    job.moved(spool.blob(entry), entry, heap);
                    return before.release();
                })
                .onErrorResume(failure -> {
                    diskWarning.warn(() -> "A blob could not be written to disk, and waits on the heap: " + failure);
                    return Mono.empty();
                })
                .then(Mono.fromRunnable(() -> uploads.start(upload(job))));
    }

    private Mono<Void> upload(UploadJob job) {
        return Mono.defer(() -> pipeline.store(job.blob(), targets.store(job.target)))
                .doOnNext(receipt -> succeeded(job.target, receipt))
                .then(Mono.defer(() -> settle(job, false)))
                .onErrorResume(failure -> settle(job, failed(job, failure)));
    }

    private Mono<Void> settle(UploadJob job, boolean kept) {
        Mono<Void> released = kept ? Mono.empty() : job.blob().release();
        return released.onErrorComplete().then(Mono.fromRunnable(() -> {
            jobs.remove(job);
            job.settle(heap, disk, kept);
        }));
    }

    private void succeeded(Map<String, String> target, BlobReceipt receipt) {
        uploaded.increment();
        try {
            targets.uploaded(target, receipt);
        } catch (RuntimeException e) {
            failureWarning.warn(() -> "A listener of uploads failed: " + e);
        }
    }

    /** Whether the blob's files are kept. */
    private boolean failed(UploadJob job, Throwable failure) {
        boolean kept = spool.isPersistent() && job.entry() != null && mayPass(failure);
        failed.increment();
        failureWarning.warn(() -> "A background upload failed" + (kept ? " and is kept for the next start" : "") + ", "
                + failed.sum() + " so far: " + failure);
        return kept;
    }

    private static boolean mayPass(Throwable failure) {
        if (failure instanceof UploadException upload) {
            int status = upload.status();
            return (status == 0 && upload.getCause() != null) || status == 408 || status == 429 || status >= 500;
        }
        return failure instanceof PipelineClosedException;
    }

    @Override
    public void recover() {
        if (spool.isPersistent() && !closed && recovering.compareAndSet(false, true)) {
            PendingWork.Piece piece = pending.begin();
            recovery.start(spool.abandoned()
                    .concatMap(dir -> recover(dir).onErrorResume(this::unread), 1) // each has its lock given back
                    .onErrorResume(this::unread)
                    .then()
                    .doFinally(end -> piece.end()));
        }
    }

    private Mono<Void> unread(Throwable failure) {
        diskWarning.warn(() -> "What an earlier run left could not be read: " + failure);
        return Mono.empty();
    }

    private Mono<Void> recover(SpoolDirectory dir) {
        return Mono.usingWhen(
                spool.bytes(dir).doOnNext(disk::add),
                bytes -> spool.entries(dir)
                        .flatMap(
                                entry -> uploadOld(
                                        spool.blob(entry), entry.record().target()),
                                settings.concurrency())
                        .then(),
                bytes -> spool.bytes(dir)
                        .doOnNext(left -> disk.release(bytes - left))
                        .then(spool.release(dir)));
    }

    private Mono<Void> uploadOld(PreparedBlob blob, Map<String, String> target) {
        accepted.increment();
        return Mono.defer(() -> pipeline.store(blob, targets.store(target)))
                .doOnNext(receipt -> succeeded(target, receipt))
                .then(blob.release())
                .onErrorResume(failure -> {
                    failed.increment();
                    boolean kept = mayPass(failure);
                    failureWarning.warn(() -> "The upload of what an earlier run left failed"
                            + (kept ? " and is kept for the next start" : "") + ": " + failure);
                    return kept ? Mono.empty() : blob.release();
                });
    }

    @Override
    public Mono<Void> flush() {
        return Mono.firstWithSignal(stopped.asMono(), pending.await());
    }

    @Override
    public Mono<Void> flush(Duration timeout) {
        return flush().timeout(Objects.requireNonNull(timeout, "timeout"), settings.timer());
    }

    @Override
    public BackgroundStatistics statistics() {
        return new BackgroundStatistics(
                accepted.sum(), uploaded.sum(), failed.sum(), dropped.sum(), heap.used(), disk.used());
    }

    @Override
    public Mono<Void> shutdown(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return Mono.defer(() -> {
            Mono<Void> mine = flush(limit)
                    .onErrorResume(TimeoutException.class, late -> Mono.empty())
                    .then(Mono.fromRunnable(this::stop))
                    .then(spool.close())
                    .onErrorComplete()
                    .cache();
            Mono<Void> first = shutdown.compareAndExchange(null, mine);
            closed = true;
            return first == null ? mine : first;
        });
    }

    private void stop() {
        stopped.tryEmitEmpty();
        recovery.dispose();
        writes.dispose();
        uploads.dispose();
        ended = true;
        long kept = 0;
        long lost = 0;
        for (UploadJob job : jobs) {
            if (jobs.remove(job)) {
                if (spool.isPersistent() && job.entry() != null) {
                    kept++;
                } else {
                    lost++;
                }
            }
        }
        dropped.add(lost);
        if (lost + kept > 0) {
            LOG.warn(
                    "{} background uploads did not end in time: {} are dropped, {} stay on disk",
                    lost + kept,
                    lost,
                    kept);
        }
    }
}
