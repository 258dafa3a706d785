package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How v2 shows an observation: by groups of fields, input and output as the text that was sent. */
record ObservationView(String projectId, Set<String> groups, Set<String> expanded) {
    private static final int LONGEST_METADATA = 200;

    ObjectNode of(SpanRow row) {
        ObjectNode json = Json.object()
                .put("id", row.id())
                .put("traceId", row.traceId())
                .put("startTime", Iso.text(row.start()))
                .put("endTime", time(row.end()))
                .put("projectId", projectId)
                .put("parentObservationId", row.parentId())
                .put("type", row.type());
        if (groups.isEmpty() || groups.contains("basic")) {
            json.put("name", row.name())
                    .put("level", row.level())
                    .put("statusMessage", orEmpty(row.statusMessage()))
                    .put("version", orEmpty(row.version()))
                    .put("environment", row.environment())
                    .put("bookmarked", false)
                    .put("public", row.trace().isPublic())
                    .put("userId", orEmpty(row.trace().userId()))
                    .put("sessionId", orEmpty(row.trace().sessionId()));
        }
        if (groups.contains("time")) {
            json.put("completionStartTime", time(row.generation().completionStart()))
                    .put("createdAt", Iso.text(row.createdAt()))
                    .put("updatedAt", Iso.text(row.updatedAt()));
        }
        if (groups.contains("io")) {
            json.put("input", row.input()).put("output", row.output());
        }
        if (groups.contains("metadata")) {
            json.set("metadata", metadata(row));
        }
        models(row, json);
        if (groups.contains("usage")) {
            usage(row, json);
        }
        if (groups.contains("prompt")) {
            json.putNull("promptId")
                    .put("promptName", row.generation().promptName())
                    .put("promptVersion", row.generation().promptVersion());
        }
        if (groups.contains("trace_context")) {
            json.put("traceName", row.trace().name()).put("release", row.release());
            row.trace().tags().forEach(json.putArray("tags")::add);
        }
        return json.put("latency", row.latency()).put("timeToFirstToken", row.timeToFirstToken());
    }

    /** Prices are there even where nobody asked for the model. */
    private void models(SpanRow row, ObjectNode json) {
        if (groups.contains("model")) {
            json.put("model", orEmpty(row.generation().model()))
                    .set("modelParameters", row.generation().modelParameters());
        }
        json.putNull("modelId").putNull("inputPrice").putNull("outputPrice").putNull("totalPrice");
    }

    private static void usage(SpanRow row, ObjectNode json) {
        ObjectNode usage = Usage.withTotal(row.generation().usage());
        ObjectNode cost = Usage.withTotal(row.generation().cost());
        json.set("usageDetails", usage);
        json.set("costDetails", cost);
        json.set("inputUsage", Usage.number(Usage.sum(usage, "input")));
        json.set("outputUsage", Usage.number(Usage.sum(usage, "output")));
        json.set("totalUsage", Usage.number(Usage.total(usage)));
        json.set("inputCost", Usage.number(Usage.sum(cost, "input")));
        json.set("outputCost", Usage.number(Usage.sum(cost, "output")));
        json.set("totalCost", Usage.number(Usage.total(cost)));
        json.putNull("usagePricingTierId");
    }

    /** One level; what is long is cut unless its key is asked for. */
    private ObjectNode metadata(SpanRow row) {
        ObjectNode flat = SpanMetadata.flat(row.metadata());
        for (Map.Entry<String, JsonNode> entry : flat.deepCopy().properties()) {
            String text = Attributes.text(entry.getValue());
            if (text.length() > LONGEST_METADATA && !expanded.contains(entry.getKey())) {
                flat.put(entry.getKey(), text.substring(0, LONGEST_METADATA));
            }
        }
        return flat;
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : Iso.text(time);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
