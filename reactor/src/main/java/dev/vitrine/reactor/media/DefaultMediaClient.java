package dev.vitrine.reactor.media;

import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonValue;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaId;
import dev.vitrine.media.MediaOccurrence;
import dev.vitrine.media.MediaTree;
import dev.vitrine.media.WalkLimits;
import dev.vitrine.reactor.transfer.PreparedBlob;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class DefaultMediaClient implements MediaClient {
    private final MediaFacet facet;
    private final MediaUrls urls;
    private final MediaSettings settings;

    DefaultMediaClient(MediaFacet facet, MediaUrls urls, MediaSettings settings) {
        this.facet = facet;
        this.urls = urls;
        this.settings = settings;
    }

    @Override
    public Mono<UploadReceipt> upload(Media media, MediaTarget target) {
        Objects.requireNonNull(media, "media");
        Objects.requireNonNull(target, "target");
        if (!facet.isUploadEnabled()) {
            return Mono.error(
                    () -> new UploadDisabledException(
                            "Cannot upload " + media.content().description()
                                    + ": uploads are switched off by LANGFUSE_MEDIA_UPLOAD_ENABLED or mediaUploadEnabled(false)"));
        }
        return Mono.usingWhen(
                        facet.prepare(media),
                        blob -> facet.store(blob, target)
                                .map(receipt -> new UploadReceipt(
                                        media.reference(
                                                blob.info().digest(),
                                                blob.info().contentType()),
                                        blob.info().digest(),
                                        receipt.deduplicated())),
                        PreparedBlob::release)
                .checkpoint("Upload of " + media.content().description() + " [MediaClient]");
    }

    @Override
    public Mono<MediaHandle> get(MediaId id) {
        Objects.requireNonNull(id, "id");
        return urls.record(id)
                .map(record -> facet.handle(id, record))
                .checkpoint("Lookup of media " + id + " [MediaClient]");
    }

    @Override
    public Flux<MediaOccurrence> find(@Nullable Object value) {
        return Flux.fromStream(() -> MediaTree.find(value, WalkLimits.DEFAULT));
    }

    @Override
    public Mono<JsonValue> resolveReferences(@Nullable Object value, Consumer<ResolveOptions.Builder> options) {
        ResolveOptions.Builder builder = ResolveOptions.builder();
        options.accept(builder);
        ResolveOptions chosen = builder.build();
        return Mono.fromCallable(() -> JsonEncoder.strict().encode(value))
                .flatMap(json -> new ReferenceResolution(this, chosen, settings.timer()).resolve(json))
                .map(JsonValue::ofBytes)
                .checkpoint("Resolution of media references [MediaClient]");
    }
}
