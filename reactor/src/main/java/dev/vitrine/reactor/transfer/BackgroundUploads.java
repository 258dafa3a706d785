package dev.vitrine.reactor.transfer;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Uploads that no caller waits for. Nothing here blocks or fails the caller; files are touched on a thread that may
 * block.
 *
 * <p>Blobs wait on the heap; when that is half full, further ones are written to disk, up to a limit of its own; what
 * finds no room is dropped, counted, and warned of once in a while. Each blob is uploaded once, with the pipeline's
 * repetitions; if that fails, it is counted and logged once in a while.
 *
 * <p>Without a persistent directory the files are temporary and private (0700, 0600), and a crash loses what waits, on
 * the heap or on disk. In a persistent directory, what was written to it survives a crash and is uploaded by the next
 * start with the same directory and scope; what is still on the heap does not, unless blobs are to go to disk at once
 * ({@link BackgroundSettings#spoolAfterBytes} of 0). What fails there for a reason that may pass stays for the next
 * start. Each process has a subdirectory of its own with a lock; only what belongs to no running process is taken over.
 *
 * <p>A file that is given is not copied: it is read from its place, and its path is what survives. If it has changed by
 * then, its upload fails.
 */
@CheckReturnValue
public interface BackgroundUploads {

    /** Does no I/O. */
    static BackgroundUploads create(BlobPipeline pipeline, BackgroundTargets targets, BackgroundSettings settings) {
        return new DefaultBackgroundUploads(
                Objects.requireNonNull(pipeline, "pipeline"),
                Objects.requireNonNull(targets, "targets"),
                Objects.requireNonNull(settings, "settings"));
    }

    /** Starts uploading what an earlier run has left in the persistent directory, if there is one. Repeated calls do nothing. */
    void recover();

    /**
     * Room for one blob.
     *
     * @param heapBytes what it holds on the heap; 0 for a file or a publisher
     * @return null where there is none, or after shutdown; the blob counts as dropped then
     */
    @Nullable
    Room reserve(long heapBytes);

    /** Completes once all that was accepted before is uploaded, failed or dropped. Never fails. */
    Mono<Void> flush();

    /** {@link #flush()} with a limit: then it signals a {@link java.util.concurrent.TimeoutException}, and work goes on. */
    Mono<Void> flush(Duration timeout);

    BackgroundStatistics statistics();

    /**
     * Accepts nothing more, flushes within {@code limit}, then drops what is left and deletes the temporary files; what is
     * in a persistent directory stays. Never fails; each call completes when the first has done its work.
     */
    Mono<Void> shutdown(Duration limit);

    /** What was reserved, for one use. */
    @CheckReturnValue
    interface Room {
        /** Takes bytes whose digest is known. They must not change. */
        void upload(BlobInfo info, ByteBuffer content, Map<String, String> target);

        /**
         * Digests content off the caller's thread, a few at a time, then takes it.
         *
         * <p>Cold and for one subscription. Empty if {@code content} is; the room is free again then, and after an error or a
         * cancel. Errors are those of {@link BlobPipeline#prepare}, or a {@link NoRoomException} where a publisher's content
         * found no room once its length was known; it counts as dropped.
         */
        Mono<BlobInfo> upload(Mono<BlobContent> content, Map<String, String> target);

        /** Gives it back, if it was not used. */
        void release();
    }
}
