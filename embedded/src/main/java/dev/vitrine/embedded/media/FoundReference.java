package dev.vitrine.embedded.media;

import dev.vitrine.embedded.json.KeyOrder;
import java.util.Comparator;

/**
 * A reference in a field of an item.
 *
 * @param jsonPath where it is, in the platform's own dialect, which does not escape
 */
public record FoundReference(String field, String jsonPath, String referenceString, String mediaId) {
    /** By field, then by path. */
    public static final Comparator<FoundReference> ORDER =
            Comparator.comparing(FoundReference::field).thenComparing(FoundReference::jsonPath, KeyOrder.BYTEWISE);
}
