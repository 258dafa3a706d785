package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentSource;
import dev.vitrine.reactor.background.PendingWork;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Room on the heap until it becomes a job's. */
final class UploadRoom implements BackgroundUploads.Room {
    private static final int IN_MEMORY = 256 * 1024; // what the pipeline keeps of one-shot content, unless set
    private final DefaultBackgroundUploads queue;
    private final long heapBytes;
    private final PendingWork.Piece piece;
    private final AtomicBoolean used = new AtomicBoolean();
    private final AtomicLong spooled = new AtomicLong(); // on disk, until it becomes a job's

    UploadRoom(DefaultBackgroundUploads queue, long heapBytes, PendingWork.Piece piece) {
        this.queue = queue;
        this.heapBytes = heapBytes;
        this.piece = piece;
    }

    @Override
    public void upload(BlobInfo info, ByteBuffer content, Map<String, String> target) {
        PreparedBlob blob = new DefaultPreparedBlob(
                info,
                "bytes in memory (" + content.remaining() + ")",
                Preparation.inMemory(content, queue.settings.blocking().get()),
                Mono.empty());
        accept(blob, target, null, 0);
    }

    @Override
    public Mono<BlobInfo> upload(Mono<BlobContent> content, Map<String, String> target) {
        return queue.digests
                .with(
                        1,
                        () -> content.flatMap(given -> queue.pipeline
                                .prepare(bounded(given.source()), given.declared(), given.name())
                                .flatMap(blob -> taken(blob, given.source(), target))))
                .doOnTerminate(this::release) // before whoever waits goes on
                .doOnCancel(this::release);
    }

    private Mono<BlobInfo> taken(PreparedBlob blob, ContentSource source, Map<String, String> target) {
        long length = blob.info().digest().length();
        boolean inMemory = source instanceof ContentSource.OneShot && length <= IN_MEMORY;
        long moreHeap = inMemory ? length : 0;
        if (!queue.heap.take(moreHeap)) {
            queue.drop();
            return Mono.error(noRoom(length));
        }
        Path file = source instanceof ContentSource.LocalFile local ? local.path() : null;
        accept(blob, target, file, moreHeap);
        return Mono.just(blob.info());
    }

    private static NoRoomException noRoom(long length) {
        return new NoRoomException(
                "the background queue has no room for " + length + " bytes of a publisher; raise its limits");
    }

    private void accept(PreparedBlob blob, Map<String, String> target, @Nullable Path file, long moreHeap) {
        if (used.compareAndSet(false, true)) {
            queue.accept(
                    new UploadJob(blob, Map.copyOf(target), file, piece, heapBytes + moreHeap, spooled.getAndSet(0)));
        } else { // cancelled in this very moment
            queue.heap.release(moreHeap);
            queue.discard(blob);
        }
    }

    /** What can be read only once is not spooled beyond what the queue may hold on disk, and counts there from the start. */
    private ContentSource bounded(ContentSource source) {
        if (!(source instanceof ContentSource.OneShot once)) {
            return source;
        }
        return ContentSource.ofOneShot(counted(once.publisher(), queue.settings.maxSpoolBytes()));
    }

    private Publisher<ByteBuffer> counted(Publisher<ByteBuffer> publisher, long max) {
        return Flux.defer(() -> {
            AtomicLong seen = new AtomicLong();
            return Flux.from(publisher).doOnNext(piece -> {
                long before = seen.get();
                long length = seen.addAndGet(piece.remaining());
                if (length > Math.max(max, IN_MEMORY)) {
                    throw new ContentException("the publisher has more than the " + max
                            + " bytes that the background queue holds on disk");
                }
                if (length > IN_MEMORY) {
                    spool(before > IN_MEMORY ? length - before : length, length);
                }
            });
        });
    }

    private void spool(long bytes, long length) {
        if (!queue.disk.take(bytes)) {
            queue.drop();
            throw noRoom(length);
        }
        spooled.addAndGet(bytes);
        if (used.get()) { // cancelled meanwhile
            queue.disk.release(spooled.getAndSet(0));
        }
    }

    @Override
    public void release() {
        if (used.compareAndSet(false, true)) {
            queue.heap.release(heapBytes);
            queue.disk.release(spooled.getAndSet(0));
            piece.end();
        }
    }
}
