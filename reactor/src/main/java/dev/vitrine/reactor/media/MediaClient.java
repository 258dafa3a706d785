package dev.vitrine.reactor.media;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.json.JsonValue;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaId;
import dev.vitrine.media.MediaOccurrence;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Media by themselves: upload, fetch, and references in any object. Everything is cold. */
@CheckReturnValue
public interface MediaClient {

    /**
     * Uploads the media, links them to the target and emits a receipt with their reference.
     *
     * <p>The content is read once for its digest and once for each attempt to send it; a one-shot source is spooled
     * meanwhile, and its spool file goes on success, failure and cancel. The upload waits for one of the client's
     * {@code maxConcurrentUploads} permits. Where the platform has the bytes, nothing is sent and the receipt is
     * {@linkplain UploadReceipt#deduplicated() deduplicated}.
     *
     * @return one receipt; an {@code UploadException} with the stage that failed, a {@code ContentException} for content
     *     that cannot be read, an {@link UploadDisabledException} where uploads are switched off
     */
    Mono<UploadReceipt> upload(Media media, MediaTarget target);

    /**
     * A handle on media that the platform holds, for one request. Its content is not fetched.
     *
     * @return one handle, or an {@code ApiException.NotFound} for media that are unknown or not yet uploaded
     */
    Mono<MediaHandle> get(MediaId id);

    /**
     * The {@link Media} and handles in any object, found lazily and by demand; no request is made. A cycle or an object
     * beyond the walk's limits is a {@code MediaTreeException} after what was found before it.
     */
    Flux<MediaOccurrence> find(@Nullable Object value);

    /** {@link #resolveReferences(Object, Consumer)} with the default options. */
    default Mono<JsonValue> resolveReferences(@Nullable Object value) {
        return resolveReferences(value, options -> {});
    }

    /**
     * A copy of any object as JSON in which each media reference, wherever it stands inside a string, is replaced by the
     * media's data URI. The text around it stays. The data URI's type is the one on the platform's record.
     *
     * <p>Each distinct media is fetched once, a few at a time. What cannot be fetched, or is beyond a limit of the
     * options, stays a reference with a warning. The result is held in memory as a whole: the object's JSON and
     * four thirds of {@link ResolveOptions#maxBytesTotal()} at most.
     */
    Mono<JsonValue> resolveReferences(@Nullable Object value, Consumer<ResolveOptions.Builder> options);

    /** {@link #resolveReferences(Object, Consumer)}, converted to a type; empty where the result is null. */
    default <T> Mono<T> resolveReferences(
            @Nullable Object value, Class<T> type, Consumer<ResolveOptions.Builder> options) {
        Objects.requireNonNull(type, "type");
        return resolveReferences(value, options).mapNotNull(resolved -> resolved.as(type));
    }
}
