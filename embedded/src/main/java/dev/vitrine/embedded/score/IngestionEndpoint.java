package dev.vitrine.embedded.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/public/ingestion}: a verdict for each event of a batch, under one 207. */
public final class IngestionEndpoint {
    private static final String SCORE = "score-create";
    private static final String LOG = "sdk-log";
    private static final Set<String> OLDER = Set.of(
            "trace-create",
            "event-create",
            "span-create",
            "span-update",
            "generation-create",
            "generation-update",
            "agent-create",
            "tool-create",
            "chain-create",
            "retriever-create",
            "evaluator-create",
            "embedding-create",
            "guardrail-create",
            "observation-create",
            "observation-update",
            "dataset-run-item-create");

    private final Function<String, ScoreTable> scores;
    private final boolean eventsOnly;

    public IngestionEndpoint(Function<String, ScoreTable> scores, boolean eventsOnly) {
        this.scores = scores;
        this.eventsOnly = eventsOnly;
    }

    public Reply ingest(Call call) {
        JsonNode batch = call.body().get("batch");
        if (batch == null || !batch.isArray()) {
            ObjectNode body = Json.object().put("message", "Invalid request data");
            body.putArray("errors").add("Invalid input: expected array, received " + Issues.kind(batch));
            return Reply.json(400, Json.bytes(body));
        }
        ObjectNode answer = Json.object();
        ArrayNode successes = answer.putArray("successes");
        ArrayNode errors = answer.putArray("errors");
        for (JsonNode event : batch) {
            ObjectNode refusal = refusal(call, event);
            if (refusal != null) {
                errors.add(refusal);
            } else if (!LOG.equals(event.path("type").textValue())) {
                successes.addObject().put("id", event.path("id").asText()).put("status", 201);
            }
        }
        return Reply.json(207, Json.bytes(answer));
    }

    /** Stores the event, or says why not. */
    private @Nullable ObjectNode refusal(Call call, JsonNode event) {
        String id = event.path("id").isTextual() ? event.path("id").textValue() : "unknown";
        List<ObjectNode> issues = envelope(event);
        String type = event.path("type").asText();
        if (issues.isEmpty() && SCORE.equals(type)) {
            issues.addAll(ScoreRules.check(event.path("body")));
        }
        if (!issues.isEmpty()) {
            return entry(id, 400, "Invalid request data", text(issues));
        }
        if (call.scoresOnly() && !SCORE.equals(type)) {
            return entry(id, 401, "Authentication error", "Access Scope Denied");
        }
        if (OLDER.contains(type)) {
            return eventsOnly
                    ? entry(
                            id,
                            400,
                            "Event type not accepted",
                            "Event type \"" + type + "\" is not accepted by /api/public/ingestion when"
                                    + " LANGFUSE_MIGRATION_V4_WRITE_MODE is events_only.")
                    : null;
        }
        if (SCORE.equals(type)) {
            Instant timestamp = Iso.parse(event.path("timestamp").asText());
            scores.apply(call.tenant().projectId()).upsert(event.path("body"), timestamp);
        }
        return null;
    }

    private static List<ObjectNode> envelope(JsonNode event) {
        List<ObjectNode> issues = new ArrayList<>();
        if (!event.isObject()) {
            issues.add(Issues.wrongType("object", event));
            return issues;
        }
        JsonNode id = event.get("id");
        if (id == null || !id.isTextual()) {
            issues.add(Issues.wrongType("string", id, "id"));
        } else if (id.textValue().isEmpty()) {
            issues.add(Issues.tooSmall("string", 1, true, null, "id"));
        } else {
            ScoreRules.checkId(id.textValue(), issues, "id");
        }
        JsonNode timestamp = event.get("timestamp");
        if (timestamp == null || !timestamp.isTextual()) {
            issues.add(Issues.wrongType("string", timestamp, "timestamp"));
        } else if (Iso.parse(timestamp.textValue()) == null) {
            issues.add(Issues.custom("Invalid ISO datetime", "timestamp"));
        }
        String type = event.path("type").textValue();
        if (type == null || !(SCORE.equals(type) || LOG.equals(type) || OLDER.contains(type))) {
            issues.add(Issues.custom("Invalid discriminator value", "type"));
        }
        return issues;
    }

    private static ObjectNode entry(String id, int status, String message, String error) {
        return Json.object()
                .put("id", id)
                .put("status", status)
                .put("message", message)
                .put("error", error);
    }

    private static String text(List<ObjectNode> issues) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        issues.forEach(list::add);
        return new String(Json.bytes(list), StandardCharsets.UTF_8);
    }
}
