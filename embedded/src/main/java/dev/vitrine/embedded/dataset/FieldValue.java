package dev.vitrine.embedded.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.json.Normaliser;
import dev.vitrine.embedded.json.StoredJson;
import dev.vitrine.embedded.media.FoundReference;
import dev.vitrine.embedded.media.ReferenceScanner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of the three values of an item as it is stored, with the references in it. */
final class FieldValue {
    static final FieldValue NULL = new FieldValue(StoredJson.NULL, List.of());

    private final byte[] json;
    private final List<FoundReference> references;

    private FieldValue(byte[] json, List<FoundReference> references) {
        this.json = json;
        this.references = references;
    }

    /** The stored form of what was sent, or null if nothing was: then the old value stays. */
    static @Nullable FieldValue of(String field, @Nullable JsonNode sent) {
        if (sent == null || sent.isNull()) {
            return null;
        }
        JsonNode value = Normaliser.normalise(sent);
        return value.isNull() ? NULL : new FieldValue(StoredJson.bytes(value), ReferenceScanner.scan(field, value));
    }

    /** JSON as it is answered; not to be changed. */
    byte[] json() {
        return json;
    }

    List<FoundReference> references() {
        return references;
    }

    boolean isNull() {
        return json == StoredJson.NULL;
    }
}
