package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a span says of the experiment that it is part of. */
record ExperimentAttributes(Map<String, JsonNode> attributes) {
    private static final String PREFIX = "langfuse.experiment.";

    static ExperimentAttributes of(SpanRow row) {
        return new ExperimentAttributes(row.span().attributes());
    }

    /** Null for a span outside of experiments. */
    @Nullable
    String id() {
        return text("id");
    }

    @Nullable
    String name() {
        return text("name");
    }

    @Nullable
    String description() {
        return text("description");
    }

    @Nullable
    String datasetId() {
        return text("dataset.id");
    }

    @Nullable
    String itemId() {
        return text("item.id");
    }

    @Nullable
    String itemVersion() {
        return text("item.version");
    }

    @Nullable
    String expectedOutput() {
        return text("item.expected_output");
    }

    @Nullable
    String rootObservationId() {
        return text("item.root_observation_id");
    }

    ObjectNode metadata() {
        return collected("metadata");
    }

    ObjectNode itemMetadata() {
        return collected("item.metadata");
    }

    private @Nullable String text(String name) {
        return new Attributes(attributes).text(PREFIX + name);
    }

    /** One JSON text, or an attribute for each of its leaves. */
    private ObjectNode collected(String name) {
        ObjectNode collected = Json.object();
        String whole = text(name);
        if (whole != null) {
            JsonNode parsed = Attributes.parsed(whole);
            if (parsed instanceof ObjectNode object) {
                collected.setAll(SpanMetadata.flat(object));
            } else {
                collected.set("metadata", parsed);
            }
        }
        String prefix = PREFIX + name + ".";
        attributes.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                collected.set(key.substring(prefix.length()), Attributes.parsed(Attributes.text(value)));
            }
        });
        return collected;
    }
}
