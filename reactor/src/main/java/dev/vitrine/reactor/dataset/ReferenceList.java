package dev.vitrine.reactor.dataset;

import dev.vitrine.json.JsonDecoder;
import dev.vitrine.json.TypeRef;
import dev.vitrine.reactor.dataset.Hydration.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code mediaReferences} of an item. */
sealed interface ReferenceList {
    ReferenceList NONE = new Plain(List.of());

    /** @throws dev.vitrine.json.JsonException if they do not fit */
    List<@Nullable Reference> entries();

    /** Read already. */
    record Plain(List<@Nullable Reference> entries) implements ReferenceList {}

    /** Not as the platform writes them; a reader that converts may still understand them. */
    final class Other implements ReferenceList {
        private static final TypeRef<List<@Nullable Reference>> TYPE = new TypeRef<>() {};

        static { // the first reader of a type is made under a lock, for which other event loops would wait
            JsonDecoder.decode("null".getBytes(StandardCharsets.UTF_8), TYPE);
        }

        private final byte[] json;

        Other(byte[] json) {
            this.json = json;
        }

        @Override
        public List<@Nullable Reference> entries() {
            List<@Nullable Reference> entries = JsonDecoder.decode(json, TYPE);
            return entries == null ? List.of() : entries;
        }
    }
}
