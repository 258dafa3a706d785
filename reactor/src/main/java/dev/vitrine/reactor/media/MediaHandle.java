package dev.vitrine.reactor.media;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.content.ContentType;
import dev.vitrine.json.JsonValue;
import dev.vitrine.media.MediaId;
import dev.vitrine.media.ReferencedMedia;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Media that the platform holds. Nothing is fetched before one of the publishers is subscribed to, and nothing is kept:
 * each subscription fetches anew, through the client that made the handle and without its credentials.
 *
 * <p>A download URL that has expired, or ends within 60 seconds, is renewed first; so is one that the store answers with
 * 400, 401 or 403, once. All handles of a client on the same media share the renewal. The content is compared with the
 * media's id, which is made of its SHA-256, and with its length: other content is a {@link ContentMismatchException}.
 *
 * <p>Two handles are equal when id and type are. In JSON a handle is its reference string; its URL is shown nowhere.
 */
@CheckReturnValue
public interface MediaHandle extends ReferencedMedia {

    MediaId id();

    /** As the platform has it on record. */
    ContentType contentType();

    /** In bytes, as the platform has it on record; -1 where it does not say. */
    long contentLength();

    /** When the URL at hand ends; empty where the platform did not say. */
    Optional<Instant> urlExpiry();

    /**
     * The bytes as they arrive, by demand, in heap buffers of their own. Since content can be verified only at its end,
     * what was received must not be trusted before completion. Cancelling closes the connection.
     *
     * @return the content, or a {@code StorageException} of the store, an {@code ApiException} of the renewal, a
     *     {@link ContentMismatchException} at the end, a timeout after 30 seconds without a byte (by default)
     */
    Flux<ByteBuffer> content();

    /**
     * All bytes in memory, verified. Media with more than the client's {@code maxBytesInMemory} (64 MiB by default) are a
     * {@code ContentException} before anything is fetched.
     */
    Mono<byte[]> bytes();

    /** {@link #bytes()} in Base64 with padding and without a prefix. */
    Mono<String> base64();

    /** {@link #bytes()} as {@code data:<type>;base64,…} with the type on record. */
    Mono<String> dataUri();

    /**
     * Writes the content to a new or existing file and emits its path. The bytes go to a new file beside it, off the
     * event loop, and take its place in one step when all of them arrived and match. On error and cancel the new file is
     * deleted and the file is as it was. Holds a few buffers at a time.
     */
    Mono<Path> writeTo(Path file);

    /** The handles that stand in a value, in order. */
    static List<MediaHandle> in(JsonValue value) {
        return value.media(MediaHandle.class);
    }
}
