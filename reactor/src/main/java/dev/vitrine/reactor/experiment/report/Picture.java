package dev.vitrine.reactor.experiment.report;

import dev.vitrine.content.ContentType;
import org.jspecify.annotations.Nullable;

/**
 * Media of an item: an image with its bytes, or a name for what is not shown.
 *
 * @param type as it is declared or found
 * @param length in bytes, -1 where it is not known
 * @param bytes null where they are not shown
 * @param reason why an image is not shown; null for one that is, and for what is no image
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Picture(
        String type,
        long length,
        byte @Nullable [] bytes,
        @Nullable String reason) {
    static final String UNKNOWN_TYPE = "media";

    static Picture image(ContentType type, byte[] bytes) {
        return new Picture(type.value(), bytes.length, bytes, null);
    }

    static Picture named(String type, long length) {
        return new Picture(type, length, null, null);
    }

    static Picture withheld(String type, long length, String reason) {
        return new Picture(type, length, null, reason);
    }

    /** Type and length for people. */
    String caption() {
        return length < 0 ? type : type + ", " + Numbers.bytes(length);
    }
}
