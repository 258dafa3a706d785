package dev.vitrine.reactor.dataset;

import dev.vitrine.content.ContentException;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.dataset.NewDatasetItem;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaId;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.media.MediaFacet;
import dev.vitrine.reactor.media.MediaTarget;
import dev.vitrine.reactor.media.MediaTarget.ItemField;
import dev.vitrine.reactor.media.UploadDisabledException;
import dev.vitrine.reactor.transfer.BlobInfo;
import dev.vitrine.reactor.transfer.PreparedBlob;
import dev.vitrine.reactor.transfer.UploadException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Makes one item: its media first, all of them, and then the item. */
final class ItemCreation {
    private static final int MOST_BODY_BYTES = 4_718_592; // the server's 4.5 MiB
    private static final String ENDPOINT = "/api/public/dataset-items";
    private static final int PREPARATIONS = 4;
    private static final int UPLOADS = 32; // the client's own limit holds for all items together
    private static final int CONFLICT_RETRIES = 3;
    private static final Duration CONFLICT_PAUSE = Duration.ofMillis(100);

    private final ApiExchange api;
    private final MediaFacet media;
    private final DatasetIds ids;
    private final Hydration hydration;
    private final DatasetSettings settings;

    ItemCreation(ApiExchange api, MediaFacet media, DatasetIds ids, Hydration hydration, DatasetSettings settings) {
        this.api = api;
        this.media = media;
        this.ids = ids;
        this.hydration = hydration;
        this.settings = settings;
    }

    Mono<DatasetItem> create(NewDatasetItem item) {
        return Mono.defer(() -> {
            ItemDraft draft = ItemDraft.of(item);
            if (draft.media().isEmpty()) {
                return post(draft.body(Media::toString));
            }
            if (!media.isUploadEnabled()) {
                return Mono.error(
                        new UploadDisabledException(
                                "Dataset item " + item.id() + " holds media in its "
                                        + draft.media().get(0).field().wireValue()
                                        + ", but uploads are switched off by LANGFUSE_MEDIA_UPLOAD_ENABLED or mediaUploadEnabled(false)"));
            }
            return Mono.usingWhen(
                    Mono.fromSupplier(BlobShelf::new),
                    shelf -> prepare(draft, shelf).flatMap(blobs -> store(item, draft, blobs)),
                    BlobShelf::release,
                    (shelf, error) -> shelf.release(),
                    BlobShelf::release);
        });
    }

    private Mono<Map<Media, PreparedBlob>> prepare(ItemDraft draft, BlobShelf shelf) {
        return Flux.fromIterable(draft.media())
                .flatMapSequential(
                        placed -> shelf.keep(media.prepare(placed.media()))
                                .onErrorMap(ContentException.class, error -> located(placed.field(), error))
                                .map(blob -> Map.entry(placed.media(), blob)),
                        PREPARATIONS,
                        1)
                .collect(IdentityHashMap::new, (blobs, entry) -> blobs.put(entry.getKey(), entry.getValue()));
    }

    private Mono<DatasetItem> store(NewDatasetItem item, ItemDraft draft, Map<Media, PreparedBlob> blobs) {
        byte[] body = draft.body(placed -> {
            BlobInfo info = blob(blobs, placed).info();
            return placed.reference(info.digest(), info.contentType()).referenceString();
        });
        requireSize(item, body);
        return upload(item, distinct(draft, blobs)).then(post(body));
    }

    /** Each content once, for the first field it stands in. */
    private static Collection<Upload> distinct(ItemDraft draft, Map<Media, PreparedBlob> blobs) {
        Map<MediaId, Upload> uploads = new LinkedHashMap<>();
        for (ItemDraft.Placed placed : draft.media()) {
            PreparedBlob blob = blob(blobs, placed.media());
            uploads.putIfAbsent(MediaId.of(blob.info().digest()), new Upload(placed.field(), blob));
        }
        return new ArrayList<>(uploads.values());
    }

    /** A remembered dataset id may be of a dataset that was deleted since; then the name is looked up again. */
    private Mono<Void> upload(NewDatasetItem item, Collection<Upload> uploads) {
        return ids.of(item.datasetName())
                .flatMap(id -> uploadTo(id, item, uploads).onErrorResume(ItemCreation::mayBeOutdatedId, error -> {
                    ids.forget(item.datasetName());
                    return ids.of(item.datasetName())
                            .flatMap(current ->
                                    current.equals(id) ? Mono.error(error) : uploadTo(current, item, uploads));
                }));
    }

    private Mono<Void> uploadTo(String datasetId, NewDatasetItem item, Collection<Upload> uploads) {
        return Flux.fromIterable(uploads)
                .flatMap(
                        upload -> media.store(
                                        upload.blob(), MediaTarget.datasetItem(datasetId, item.id(), upload.field()))
                                .onErrorMap(UploadException.class, error -> located(upload.field(), error)),
                        UPLOADS,
                        1)
                .then();
    }

    /** The server answers an unknown dataset id with status 500. */
    private static boolean mayBeOutdatedId(Throwable error) {
        return error instanceof UploadException upload
                && upload.stage() == UploadException.Stage.REQUEST_URL
                && (upload.status() == 500 || upload.status() == 404);
    }

    private Mono<DatasetItem> post(byte[] body) {
        ApiRequest request = ApiRequest.post(ENDPOINT)
                .json(body)
                .repeatable(true) // the id is in the body
                .build();
        Mono<DatasetItem> post = api.exchange(request, json -> ItemDecoder.decode(json, hydration));
        return post.onErrorResume(
                ItemCreation::isConcurrentChange,
                conflict -> Mono.delay(CONFLICT_PAUSE, settings.timer())
                        .then(post)
                        .retryWhen(Retry.backoff(CONFLICT_RETRIES - 1, CONFLICT_PAUSE.multipliedBy(2))
                                .scheduler(settings.timer())
                                .filter(ItemCreation::isConcurrentChange)
                                .onRetryExhaustedThrow((spec, signal) -> signal.failure())));
    }

    private static boolean isConcurrentChange(Throwable error) {
        return error instanceof ApiException.Conflict conflict
                && conflict.bodyExcerpt().contains("modified concurrently");
    }

    private static void requireSize(NewDatasetItem item, byte[] body) {
        if (body.length > MOST_BODY_BYTES) {
            throw new ApiException.PayloadTooLarge(
                    "Dataset item " + item.id() + " was not sent: its JSON has " + body.length
                            + " bytes and the server takes " + MOST_BODY_BYTES
                            + "; give large content as Media, or split the item",
                    new ApiException.Details(413, "POST " + ENDPOINT, null, "", null));
        }
    }

    private static PreparedBlob blob(Map<Media, PreparedBlob> blobs, Media media) {
        return Objects.requireNonNull(blobs.get(media), "prepared blob");
    }

    private static Throwable located(ItemField field, ContentException error) {
        return error.getClass() == ContentException.class
                ? new ContentException("Media in the item's " + field.wireValue() + ": " + error.getMessage(), error)
                : error;
    }

    private static UploadException located(ItemField field, UploadException error) {
        return new UploadException(
                "Media in the item's " + field.wireValue() + ": " + error.getMessage(),
                error.stage(),
                error.attempts(),
                error.status(),
                error);
    }

    private record Upload(ItemField field, PreparedBlob blob) {}
}
