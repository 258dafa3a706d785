package dev.vitrine.reactor.transfer;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.reactor.http.StorageExchange;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The one way of every blob: prepared once, then stored for one or more targets.
 *
 * <pre>{@code
 * Mono.usingWhen(pipeline.prepare(source, type, name), blob -> pipeline.store(blob, store), PreparedBlob::release)
 * }</pre>
 */
@CheckReturnValue
public interface BlobPipeline {

    /** A pipeline that sends through {@code storage}. Making one opens nothing. */
    static BlobPipeline create(StorageExchange storage, TransferSettings settings) {
        return new DefaultBlobPipeline(
                Objects.requireNonNull(storage, "storage"), Objects.requireNonNull(settings, "settings"));
    }

    /**
     * Reads the source once, hashing and counting it, and spools it where it cannot be read again.
     *
     * <p>Bytes in memory are hashed in place, up to 256 KiB of them on the caller's thread. Files, streams and publishers
     * are read by demand and hashed on a thread that may block. A one-shot publisher is kept in memory up to
     * {@link TransferSettings#spoolMemoryBytes}, then in a file, which {@link PreparedBlob#release()} deletes; a failed or
     * cancelled preparation deletes it by itself.
     *
     * @param declared the content type, or null to find it from the first bytes and then {@code name}
     * @return the blob; {@code ContentException} for content that is empty, too long, or a file that cannot be read;
     *     {@link UploadException} of stage {@code DIGEST} when the source fails
     */
    Mono<PreparedBlob> prepare(ContentSource source, @Nullable ContentType declared, @Nullable String name);

    /**
     * Has the blob stored for the store's target: requested, transferred unless the platform has it, confirmed.
     *
     * <p>Each call makes its own request, since that is what links the blob to the target. The same bytes under way twice
     * are sent once: the second call waits, then makes its request. If the first fails or is cancelled, the next in line
     * sends. Only the sending holds a permit, which is back on success, failure and cancel.
     *
     * <p>Platforms keep one content type a digest, and declaring another moves the stored object out of reach until it is
     * sent again. So the pipeline remembers, for the last {@link TransferSettings#maxRememberedTypes} digests, the type
     * that they were stored under, and declares that one whatever the blob says; the receipt has the type that was
     * declared. It cannot know what another process stored under another type: there, cancelling between request and
     * transfer leaves the earlier link without its object until the bytes are uploaded again.
     *
     * @return the receipt; {@link UploadException} with its stage, {@code ContentChangedException} when the content is not
     *     what was prepared, {@link PipelineClosedException} after {@link #disposeLater()}
     */
    Mono<BlobReceipt> store(PreparedBlob blob, BlobStore store);

    /** Ends what runs and deletes what is spooled. Repeated calls do nothing more. */
    Mono<Void> disposeLater();
}
