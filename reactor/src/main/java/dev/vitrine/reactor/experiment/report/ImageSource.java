package dev.vitrine.reactor.experiment.report;

import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.media.MediaHandle;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Reads media that may be images, up to a limit. An image that cannot be had is a picture with the reason. */
final class ImageSource {
    private static final Set<String> SHOWN = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOO_LARGE = "too large for this report";

    private final int maxBytes;

    ImageSource(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** What is known without reading. */
    Picture unread(Object media) {
        String type = declaredType(media);
        return SHOWN.contains(type)
                ? Picture.withheld(type, length(media), ItemCells.OVER_LIMIT)
                : Picture.named(type, length(media));
    }

    Mono<Picture> read(Object media) {
        String type = declaredType(media);
        long length = length(media);
        if (!SHOWN.contains(type) && !type.equals(Picture.UNKNOWN_TYPE)) {
            return Mono.just(Picture.named(type, length));
        }
        if (length > maxBytes) {
            return Mono.just(Picture.withheld(type, length, TOO_LARGE));
        }
        Flux<ByteBuffer> content = content(media);
        if (content == null) {
            return Mono.just(Picture.named(type, length));
        }
        return content.collect(() -> new LimitedBytes(maxBytes), LimitedBytes::add)
                .map(bytes -> picture(type, bytes.toByteArray()))
                .timeout(PATIENCE)
                .onErrorResume(error -> Mono.just(Picture.withheld(
                        type, length, error instanceof LimitedBytes.TooManyException ? TOO_LARGE : "not available")));
    }

    /** The bytes say what they are; what was declared is not believed. */
    private static Picture picture(String declared, byte[] bytes) {
        ContentType found = ContentType.ofSignature(ByteBuffer.wrap(bytes)).orElse(ContentType.OCTET_STREAM);
        if (SHOWN.contains(found.value())) {
            return Picture.image(found, bytes);
        }
        return SHOWN.contains(declared)
                ? Picture.withheld(declared, bytes.length, "not an image of this type")
                : Picture.named(found.value(), bytes.length);
    }

    private @Nullable Flux<ByteBuffer> content(Object media) {
        if (media instanceof MediaHandle handle) {
            return handle.content();
        }
        ContentSource content = media instanceof Media local ? local.content() : null;
        if (content instanceof ContentSource.Bytes bytes) {
            return Flux.just(bytes.buffer());
        }
        if (content instanceof ContentSource.LocalFile file) {
            return opened(() -> Files.newInputStream(file.path()));
        }
        if (content instanceof ContentSource.Streamed streamed) {
            return opened(streamed.opener());
        }
        return content instanceof ContentSource.Replayed replayed ? Flux.defer(replayed.factory()::get) : null;
    }

    /** One byte more than the limit is enough to know that it is too large. */
    private Flux<ByteBuffer> opened(Callable<? extends InputStream> opener) {
        return Mono.fromCallable(() -> {
                    try (InputStream in = opener.call()) {
                        return ByteBuffer.wrap(in.readNBytes(maxBytes == Integer.MAX_VALUE ? maxBytes : maxBytes + 1));
                    }
                })
                .subscribeOn(Schedulers.boundedElastic())
                .flux();
    }

    private static String declaredType(Object media) {
        if (media instanceof MediaHandle handle) {
            return handle.contentType().value();
        }
        return media instanceof Media local
                ? local.contentType().map(ContentType::value).orElse(Picture.UNKNOWN_TYPE)
                : Picture.UNKNOWN_TYPE;
    }

    private static long length(Object media) {
        if (media instanceof MediaHandle handle) {
            return handle.contentLength();
        }
        return media instanceof Media local ? local.content().knownLength().orElse(-1) : -1;
    }
}
