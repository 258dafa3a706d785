package dev.vitrine.media;

import dev.vitrine.content.ContentDigest;
import java.util.Objects;

/**
 * The id that Langfuse gives to media: the first 22 characters of their SHA-256 in URL-safe Base64.
 *
 * @param value any non-empty text; an id that a server sent is taken as it is
 */
public record MediaId(String value) {
    private static final int LENGTH = 22;

    public MediaId {
        Objects.requireNonNull(value, "value");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("mediaId must not be empty");
        }
    }

    public static MediaId of(ContentDigest digest) {
        return new MediaId(digest.sha256Base64Url(LENGTH));
    }

    /** Whether content with this digest has this id. */
    public boolean matches(ContentDigest digest) {
        return digest.sha256Base64Url(LENGTH).equals(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
