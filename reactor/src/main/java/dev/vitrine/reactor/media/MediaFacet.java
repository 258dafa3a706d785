package dev.vitrine.reactor.media;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaId;
import dev.vitrine.media.MediaReference;
import dev.vitrine.media.MediaSource;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.StorageExchange;
import dev.vitrine.reactor.transfer.BackgroundTargets;
import dev.vitrine.reactor.transfer.BlobPipeline;
import dev.vitrine.reactor.transfer.BlobReceipt;
import dev.vitrine.reactor.transfer.PreparedBlob;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** What the client and its other facets need of media. Not for users, who have {@link MediaClient}. */
@CheckReturnValue
public final class MediaFacet {
    private static final Logger log = LoggerFactory.getLogger(MediaFacet.class);
    private final ApiExchange api;
    private final BlobPipeline pipeline;
    private final MediaSettings settings;
    private final MediaUrls urls;
    private final MediaFetch fetch;

    public MediaFacet(ApiExchange api, StorageExchange storage, BlobPipeline pipeline, MediaSettings settings) {
        this.api = Objects.requireNonNull(api, "api");
        this.pipeline = Objects.requireNonNull(pipeline, "pipeline");
        this.settings = Objects.requireNonNull(settings, "settings");
        this.urls = new MediaUrls(api, settings.clock());
        this.fetch = new MediaFetch(storage, urls, settings);
    }

    /** A new one, which shares all that is kept with the others of this facet. */
    public MediaClient client() {
        return new DefaultMediaClient(this, urls, settings);
    }

    public boolean isUploadEnabled() {
        return settings.uploadEnabled();
    }

    /**
     * Targets of uploads that no caller waits for.
     *
     * @param api for the handshakes, also while the client closes
     */
    public static BackgroundTargets backgroundTargets(ApiExchange api, UploadListener listener) {
        return new TraceTargets(api, listener);
    }

    /** Digests the media, and spools them where they can be read only once. The blob is the caller's to release. */
    public Mono<PreparedBlob> prepare(Media media) {
        return pipeline.prepare(
                media.content(), media.contentType().orElse(null), media.name().orElse(null));
    }

    /** Has the platform store the blob and link it to the target. */
    public Mono<BlobReceipt> store(PreparedBlob blob, MediaTarget target) {
        return pipeline.store(blob, new LangfuseMediaStore(api, target)).doOnNext(receipt -> tell(target, receipt));
    }

    private void tell(MediaTarget target, BlobReceipt receipt) {
        try {
            settings.uploadListener().onUpload(target, receipt);
        } catch (RuntimeException e) {
            log.warn("The upload listener failed; the upload of {} did not", receipt.id(), e);
        }
    }

    /** A handle that serializes to {@code referenceString}. */
    public MediaHandle handle(MediaRecord record, String referenceString) {
        MediaId id = new MediaId(Objects.requireNonNull(record.mediaId(), "mediaId"));
        return new DefaultMediaHandle(id, record, referenceString, fetch);
    }

    /** A handle whose reference string is made of the record, for media that were found by their id. */
    MediaHandle handle(MediaId id, MediaRecord record) {
        String reference =
                MediaReference.of(record.type(), id, MediaSource.BYTES).referenceString();
        return new DefaultMediaHandle(id, record, reference, fetch);
    }
}
