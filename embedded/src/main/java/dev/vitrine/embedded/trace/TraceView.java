package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How v1 shows a trace: in a list with the ids of what belongs to it, alone with all of it. */
record TraceView(String projectId, Set<String> groups) {
    private static final Set<String> ALL = Set.of("core", "io", "scores", "observations", "metrics");
    private static final int NOT_ASKED = -1;

    /** @param fields a list of groups; those unknown do not count, and nothing that counts means all */
    static TraceView listing(String projectId, @Nullable String fields) {
        Set<String> asked = fields == null
                ? Set.of()
                : Arrays.stream(fields.split(",", -1)).filter(ALL::contains).collect(Collectors.toSet());
        return new TraceView(projectId, asked.isEmpty() ? ALL : asked);
    }

    static TraceView whole(String projectId) {
        return new TraceView(projectId, ALL);
    }

    ObjectNode listed(TraceRow row, List<ObjectNode> scores) {
        ObjectNode json = fields(row);
        ArrayNode observations = json.putArray("observations");
        if (groups.contains("observations")) {
            row.observations().forEach(observation -> observations.add(observation.id()));
        }
        ArrayNode ids = json.putArray("scores");
        if (groups.contains("scores")) {
            scores.forEach(score -> ids.add(score.get("id")));
        }
        return json;
    }

    ObjectNode alone(TraceRow row, List<ObjectNode> scores) {
        ObjectNode json = fields(row);
        ArrayNode observations = json.putArray("observations");
        row.observations().stream()
                .sorted(SpanTable.NEWEST_FIRST.reversed())
                .forEach(observation -> observations.add(OlderObservationView.of(observation, projectId)));
        scores.forEach(json.putArray("scores")::add);
        return json;
    }

    private ObjectNode fields(TraceRow row) {
        boolean io = groups.contains("io");
        ObjectNode json = Json.object()
                .put("id", row.id())
                .putNull("externalId")
                .put("timestamp", Iso.text(row.timestamp()))
                .put("name", row.name())
                .put("userId", row.userId())
                .put("sessionId", row.sessionId())
                .put("release", row.release())
                .put("version", row.version())
                .put("projectId", projectId)
                .put("environment", row.environment())
                .put("public", row.isPublic())
                .put("bookmarked", false);
        row.tags().forEach(json.putArray("tags")::add);
        json.set("metadata", io ? row.metadata() : Json.object());
        json.set("input", OlderObservationView.value(io ? row.input() : null));
        json.set("output", OlderObservationView.value(io ? row.output() : null));
        json.put("createdAt", Iso.text(row.createdAt())).put("updatedAt", Iso.text(row.updatedAt()));
        boolean metrics = groups.contains("metrics");
        json.set("totalCost", Usage.number(metrics ? row.totalCost() : NOT_ASKED));
        json.set("latency", Usage.number(metrics ? row.latency() : NOT_ASKED));
        return json.put("htmlPath", "/project/" + projectId + "/traces/" + row.id());
    }
}
