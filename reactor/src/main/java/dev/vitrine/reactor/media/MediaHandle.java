package dev.vitrine.reactor.media;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.content.ContentType;
import dev.vitrine.media.MediaId;
import dev.vitrine.media.ReferencedMedia;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Media that the platform holds. Nothing is fetched before one of the publishers is subscribed to. */
@CheckReturnValue
public interface MediaHandle extends ReferencedMedia {

    MediaId id();

    /** As the platform has it on record. */
    ContentType contentType();

    long contentLength();

    /** When the URL at hand ends; empty where the platform did not say. */
    Optional<Instant> urlExpiry();

    /** The bytes as they arrive, verified against id and length at the end. */
    Flux<ByteBuffer> content();

    /** All bytes in memory. */
    Mono<byte[]> bytes();

    Mono<String> base64();

    Mono<String> dataUri();

    /** Writes the content to a new or existing file, which is left untouched unless all bytes arrived and match. */
    Mono<Path> writeTo(Path file);
}
