package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.otlp.OtlpSpan;
import java.util.Map;

/** Metadata: an object as a whole, and entries of it as attributes of their own, whose keys keep their dots. */
final class SpanMetadata {
    private static final int MAX_DEPTH = 64;
    private static final String OWN_SCOPE = "langfuse-sdk";

    private SpanMetadata() {}

    static ObjectNode ofObservation(OtlpSpan span) {
        ObjectNode metadata = Json.object();
        collect(span, "langfuse.observation.metadata", metadata);
        if (!span.scope().name().startsWith(OWN_SCOPE)) {
            metadata.set("attributes", object(span.attributes()));
        }
        metadata.set("resourceAttributes", object(span.resource()));
        ObjectNode scope = metadata.putObject("scope");
        scope.put("name", span.scope().name()).put("version", span.scope().version());
        scope.set("attributes", object(span.scope().attributes()));
        return metadata;
    }

    static ObjectNode ofTrace(OtlpSpan span) {
        ObjectNode metadata = Json.object();
        collect(span, "langfuse.metadata", metadata);
        collect(span, "langfuse.trace.metadata", metadata);
        return metadata;
    }

    /** One level: keys joined by dots, lists as they are. */
    static ObjectNode flat(ObjectNode metadata) {
        ObjectNode flat = Json.object();
        flatten("", metadata, flat, 0);
        return flat;
    }

    private static void flatten(String prefix, ObjectNode object, ObjectNode flat, int depth) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String key = prefix + entry.getKey();
            if (entry.getValue() instanceof ObjectNode inner && depth < MAX_DEPTH) {
                flatten(key + ".", inner, flat, depth + 1);
            } else {
                flat.set(key, entry.getValue());
            }
        }
    }

    private static void collect(OtlpSpan span, String name, ObjectNode into) {
        JsonNode whole = span.attributes().get(name);
        if (whole != null) {
            JsonNode parsed = readable(whole);
            if (parsed instanceof ObjectNode object) {
                into.setAll(object);
            } else {
                into.set("metadata", parsed);
            }
        }
        String prefix = name + ".";
        span.attributes().forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                into.set(key.substring(prefix.length()), readable(value));
            }
        });
    }

    private static JsonNode readable(JsonNode value) {
        return value.isTextual() ? Attributes.parsed(value.textValue()) : Attributes.safe(value, value.asText());
    }

    private static ObjectNode object(Map<String, JsonNode> values) {
        ObjectNode object = Json.object();
        values.forEach((key, value) -> object.set(key, Attributes.safe(value, value.asText())));
        return object;
    }
}
