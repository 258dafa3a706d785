package dev.vitrine.reactor.transfer;

import dev.vitrine.reactor.background.PendingWork;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A blob in the queue with what it holds. Used by one thread at a time. */
final class UploadJob {
    /** What a job holds as such: its target, its digest and its place in the queue. */
    static final long OWN_BYTES = 1024;

    final BlobInfo info;
    final Map<String, String> target;
    final @Nullable Path file; // where the content is, if in a file of the application's
    private final PendingWork.Piece piece;
    private volatile PreparedBlob blob;
    private volatile SpoolDirectory.@Nullable Entry entry;
    private long heapBytes;
    private long diskBytes;

    UploadJob(
            PreparedBlob blob,
            Map<String, String> target,
            @Nullable Path file,
            PendingWork.Piece piece,
            long heapBytes,
            long diskBytes) {
        this.blob = blob;
        this.info = blob.info();
        this.target = target;
        this.file = file;
        this.piece = piece;
        this.heapBytes = heapBytes;
        this.diskBytes = diskBytes;
    }

    PreparedBlob blob() {
        return blob;
    }

    SpoolDirectory.@Nullable Entry entry() {
        return entry;
    }

    /** Its bytes are on disk now, and need not be held otherwise. */
    void moved(PreparedBlob spooled, SpoolDirectory.Entry to, ByteBudget heap) {
        blob = spooled;
        entry = to;
        heap.release(heapBytes - OWN_BYTES);
        heapBytes = OWN_BYTES;
    }

    boolean isOnDisk() {
        return diskBytes > 0;
    }

    void takesDisk(long bytes) {
        diskBytes += bytes;
    }

    /** @param kept whether its files stay on disk */
    void settle(ByteBudget heap, ByteBudget disk, boolean kept) {
        heap.release(heapBytes);
        heapBytes = 0;
        if (!kept) {
            disk.release(diskBytes);
            diskBytes = 0;
        }
        piece.end();
    }
}
