package dev.vitrine.reactor.trace;

import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.content.DataUri;
import dev.vitrine.json.JsonEncoder.MediaReferences;
import dev.vitrine.media.Media;
import java.nio.ByteBuffer;

/**
 * What is written for media that were not uploaded: never a reference, which nobody could resolve.
 *
 * @param inline whether small media in memory are written as data URIs
 */
record LeftMedia(boolean inline) implements MediaReferences {
    static final int INLINE_BYTES = 256 * 1024;

    @Override
    public String referenceString(Media media) {
        if (inline && media.content() instanceof ContentSource.Bytes bytes) {
            ByteBuffer content = bytes.buffer();
            if (content.remaining() <= INLINE_BYTES) {
                ContentType type = media.contentType()
                        .orElseGet(
                                () -> ContentType.detect(content, media.name().orElse(null)));
                return DataUri.format(type, content);
            }
        }
        return missing(media.name().orElse("content"));
    }

    static String missing(String why) {
        return "<media not uploaded: " + why + ">";
    }
}
