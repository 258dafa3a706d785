package dev.vitrine.embedded.score;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import java.util.Set;

/** How the read routes show a score. */
final class ScoreView {
    private ScoreView() {}

    /** The form of v3: by groups of fields, booleans as booleans. */
    static ObjectNode v3(ScoreRow row, String projectId, Set<String> groups) {
        ObjectNode json = Json.object()
                .put("id", row.id())
                .put("projectId", projectId)
                .put("name", row.name())
                .put("dataType", row.dataType());
        switch (row.dataType()) {
            case "NUMERIC" -> json.put("value", row.number());
            case "BOOLEAN" -> json.put("value", row.number() == 1);
            default -> json.put("value", row.text());
        }
        json.put("source", row.source())
                .put("timestamp", Iso.text(row.timestamp()))
                .put("environment", row.environment())
                .put("createdAt", Iso.text(row.createdAt()))
                .put("updatedAt", Iso.text(row.updatedAt()));
        if (groups.contains("details")) {
            json.put("comment", row.comment()).put("configId", row.configId()).set("metadata", row.metadata());
        }
        if (groups.contains("annotation")) {
            json.putNull("authorUserId").put("queueId", row.queueId());
        }
        if (groups.contains("subject")) {
            json.set("subject", subject(row.subject()));
        }
        return json;
    }

    private static ObjectNode subject(ScoreRow.Subject subject) {
        ObjectNode json = Json.object();
        if (subject.observationId() != null) {
            return json.put("kind", "observation")
                    .put("id", subject.observationId())
                    .put("traceId", subject.traceId());
        }
        if (subject.traceId() != null) {
            return json.put("kind", "trace").put("id", subject.traceId());
        }
        return subject.sessionId() != null
                ? json.put("kind", "session").put("id", subject.sessionId())
                : json.put("kind", "experiment").put("id", subject.datasetRunId());
    }

    /** The form of v1 and v2: flat, booleans as 0 and 1 with a text beside. */
    static ObjectNode v2(ScoreRow row, String projectId, boolean withSubjects) {
        ObjectNode json = Json.object()
                .put("id", row.id())
                .put("projectId", projectId)
                .put("name", row.name())
                .put("dataType", row.dataType());
        if (!row.dataType().equals("TEXT") && !row.dataType().equals("CORRECTION")) {
            json.put("value", row.number());
        }
        if (row.text() != null) {
            json.put("stringValue", row.text());
        }
        json.put("source", row.source())
                .put("environment", row.environment())
                .put("timestamp", Iso.text(row.timestamp()))
                .put("createdAt", Iso.text(row.createdAt()))
                .put("updatedAt", Iso.text(row.updatedAt()))
                .put("traceId", row.subject().traceId())
                .put("observationId", row.subject().observationId());
        if (withSubjects) {
            json.put("sessionId", row.subject().sessionId())
                    .put("datasetRunId", row.subject().datasetRunId());
        }
        json.put("comment", row.comment()).set("metadata", row.metadata());
        return json.put("configId", row.configId())
                .put("queueId", row.queueId())
                .putNull("executionTraceId")
                .putNull("authorUserId");
    }
}
