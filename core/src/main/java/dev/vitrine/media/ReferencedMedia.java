package dev.vitrine.media;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Something that stands for media which a platform already holds. In every JSON that any Jackson mapper writes, it is
 * its reference string and nothing else: no URL, no expiry.
 */
public interface ReferencedMedia {

    /** The reference string as the platform stores it, verbatim. */
    @JsonValue
    String referenceString();
}
