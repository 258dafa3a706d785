package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How v1 shows an observation: all of it, with data that are JSON as JSON. */
final class OlderObservationView {
    private OlderObservationView() {}

    static ObjectNode of(SpanRow row, String projectId) {
        SpanRow.Generation generation = row.generation();
        ObjectNode json = Json.object()
                .put("id", row.id())
                .put("projectId", projectId)
                .put("traceId", row.traceId())
                .put("parentObservationId", row.parentId())
                .put("name", row.name())
                .put("type", row.type())
                .put("environment", row.environment())
                .put("startTime", Iso.text(row.start()))
                .put("endTime", time(row.end()))
                .put("completionStartTime", time(generation.completionStart()))
                .put("version", row.version())
                .put("createdAt", Iso.text(row.createdAt()))
                .put("updatedAt", Iso.text(row.updatedAt()));
        json.set("input", value(row.input()));
        json.set("output", value(row.output()));
        json.set("metadata", row.metadata());
        json.put("level", row.level())
                .put("statusMessage", row.statusMessage())
                .put("model", generation.model())
                .set("modelParameters", generation.modelParameters());
        json.putNull("promptId")
                .put("promptName", generation.promptName())
                .put("promptVersion", generation.promptVersion());
        usage(generation, json);
        for (String unknown : new String[] {
            "usagePricingTierName", "usagePricingTierId", "modelId", "inputPrice", "outputPrice", "totalPrice"
        }) {
            json.putNull(unknown);
        }
        cost(generation.cost(), json);
        return json.put("latency", row.latency()).put("timeToFirstToken", row.timeToFirstToken());
    }

    /** The JSON that the text is, or the text. */
    static JsonNode value(@Nullable String text) {
        return text == null ? NullNode.getInstance() : Attributes.parsed(text);
    }

    private static void usage(SpanRow.Generation generation, ObjectNode json) {
        ObjectNode details = Usage.withTotal(generation.usage());
        JsonNode input = Usage.number(Usage.sum(details, "input"));
        JsonNode output = Usage.number(Usage.sum(details, "output"));
        JsonNode total = Usage.number(Usage.total(details));
        json.set("usageDetails", details);
        json.set("costDetails", Usage.withTotal(generation.cost()));
        ObjectNode usage = json.putObject("usage").put("unit", "TOKENS");
        usage.set("input", input);
        usage.set("output", output);
        usage.set("total", total);
        json.put("unit", "TOKENS");
        json.set("promptTokens", input);
        json.set("completionTokens", output);
        json.set("totalTokens", total);
    }

    private static void cost(ObjectNode cost, ObjectNode json) {
        if (cost.isEmpty()) {
            json.putNull("calculatedInputCost").putNull("calculatedOutputCost").putNull("calculatedTotalCost");
            return;
        }
        json.put("calculatedInputCost", Usage.sum(cost, "input"))
                .put("calculatedOutputCost", Usage.sum(cost, "output"))
                .put("calculatedTotalCost", Usage.total(cost));
    }

    private static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : Iso.text(time);
    }
}
