package dev.vitrine.embedded.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Issues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was sent for an item, checked and in its stored form. Null means: not sent, the old value stays.
 *
 * @param archived the status, if one was sent
 */
record ItemWrite(
        String datasetName,
        @Nullable String id,
        @Nullable FieldValue input,
        @Nullable FieldValue expectedOutput,
        @Nullable FieldValue metadata,
        @Nullable String sourceTraceId,
        @Nullable String sourceObservationId,
        @Nullable Boolean archived) {
    private static final int MAX_ID_LENGTH = 255;
    private static final List<String> STATUSES = List.of("ACTIVE", "ARCHIVED");

    static ItemWrite of(JsonNode body) {
        if (!body.isObject()) {
            throw ApiFailure.invalid(List.of(Issues.wrongType("object", body)));
        }
        List<ObjectNode> issues = new ArrayList<>();
        JsonNode name = body.get("datasetName");
        if (name == null || !name.isTextual()) {
            issues.add(Issues.wrongType("string", name, "datasetName"));
        }
        String id = text(body, "id", issues);
        if (id != null && id.isEmpty()) {
            issues.add(Issues.tooSmall("string", 1, true, "ID must not be empty", "id"));
        } else if (id != null && id.length() > MAX_ID_LENGTH) {
            issues.add(Issues.tooBig("string", MAX_ID_LENGTH, "ID must be at most 255 characters", "id"));
        }
        String traceId = text(body, "sourceTraceId", issues);
        String observationId = text(body, "sourceObservationId", issues);
        String status =
                body.path("status").isNull() ? null : body.path("status").asText(null);
        if (status != null && !STATUSES.contains(status)) {
            issues.add(Issues.notOneOf(STATUSES, null, "status"));
        }
        if (!issues.isEmpty()) {
            throw ApiFailure.invalid(issues);
        }
        return new ItemWrite(
                body.path("datasetName").asText(),
                id,
                FieldValue.of("input", body.get("input")),
                FieldValue.of("expectedOutput", body.get("expectedOutput")),
                FieldValue.of("metadata", body.get("metadata")),
                traceId,
                observationId,
                status == null ? null : status.equals("ARCHIVED"));
    }

    private static @Nullable String text(JsonNode body, String name, List<ObjectNode> issues) {
        JsonNode value = body.get(name);
        if (value != null && !value.isNull() && !value.isTextual()) {
            issues.add(Issues.wrongType("string", value, name));
        }
        return value == null ? null : value.textValue();
    }
}
