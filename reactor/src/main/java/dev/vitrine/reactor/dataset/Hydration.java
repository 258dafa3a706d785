package dev.vitrine.reactor.dataset;

import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue.Replacement;
import dev.vitrine.media.HydrationPath;
import dev.vitrine.reactor.media.MediaFacet;
import dev.vitrine.reactor.media.MediaHandle;
import dev.vitrine.reactor.media.MediaRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns the references that the server reports beside an item into handles at their paths. */
final class Hydration {
    static final Replacements NONE = new Replacements(List.of(), List.of(), List.of());

    private static final Logger log = LoggerFactory.getLogger(Hydration.class);

    private final MediaFacet media;

    Hydration(MediaFacet media) {
        this.media = media;
    }

    /** An entry that cannot be used is passed over with a warning; its string stays as it is. */
    Replacements replacements(String itemId, ReferenceList list) {
        List<@Nullable Reference> references;
        try {
            references = list.entries();
        } catch (JsonException e) {
            log.warn(
                    "The media references of dataset item {} cannot be read; they stay strings: {}",
                    itemId,
                    e.toString());
            return NONE;
        }
        if (references.isEmpty()) {
            return NONE;
        }
        Replacements replacements = new Replacements(new ArrayList<>(2), new ArrayList<>(2), new ArrayList<>(2));
        for (Reference reference : references) {
            add(itemId, reference, replacements);
        }
        return replacements;
    }

    private void add(String itemId, @Nullable Reference reference, Replacements replacements) {
        if (reference == null
                || reference.media == null
                || reference.media.mediaId() == null
                || reference.media.mediaId().isEmpty()
                || reference.jsonPath == null
                || reference.referenceString == null) {
            log.warn("A media reference of dataset item {} is incomplete and stays a string", itemId);
            return;
        }
        List<Replacement> field = replacements.of(reference.field);
        if (field == null) {
            log.warn("A media reference of dataset item {} is in an unknown field and stays a string", itemId);
            return;
        }
        try {
            MediaHandle handle = media.handle(reference.media, reference.referenceString);
            field.add(new Replacement(HydrationPath.parse(reference.jsonPath), reference.referenceString, handle));
        } catch (RuntimeException e) {
            log.warn(
                    "A media reference of dataset item {} cannot be used and stays a string: {}", itemId, e.toString());
        }
    }

    /** An entry of {@code mediaReferences}. */
    record Reference(
            @Nullable String field,
            @Nullable String referenceString,
            @Nullable String jsonPath,
            @Nullable MediaRecord media) {}

    /** What is to be put into each field. */
    record Replacements(List<Replacement> input, List<Replacement> expectedOutput, List<Replacement> metadata) {

        private @Nullable List<Replacement> of(@Nullable String field) {
            if (field == null) {
                return null;
            }
            return switch (field) {
                case "input" -> input;
                case "expectedOutput", "expected_output" -> expectedOutput;
                case "metadata" -> metadata;
                default -> null;
            };
        }
    }
}
