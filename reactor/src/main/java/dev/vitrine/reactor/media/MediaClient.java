package dev.vitrine.reactor.media;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.media.Media;
import dev.vitrine.media.MediaId;
import dev.vitrine.media.MediaOccurrence;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Media by themselves: upload, fetch, and references in any object. */
@CheckReturnValue
public interface MediaClient {

    /** Uploads the media and links them to the target. */
    Mono<UploadReceipt> upload(Media media, MediaTarget target);

    /** A handle on media that the platform holds. */
    Mono<MediaHandle> get(MediaId id);

    /** The media and handles in any object, found lazily and by demand. */
    Flux<MediaOccurrence> find(@Nullable Object value);
}
