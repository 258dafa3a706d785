package dev.vitrine.embedded.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.json.Normaliser;
import dev.vitrine.embedded.json.StoredJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was sent for a run item, checked.
 *
 * @param metadata JSON of an object, or {@code null}
 * @param datasetVersion the time whose item version is linked
 */
record RunItemWrite(
        String runName,
        String itemId,
        @Nullable String traceId,
        @Nullable String observationId,
        @Nullable String description,
        String metadata,
        @Nullable Long datasetVersion,
        @Nullable Long createdAt) {
    private static final Set<String> KEYS = Set.of(
            "runName",
            "datasetItemId",
            "traceId",
            "observationId",
            "runDescription",
            "metadata",
            "datasetVersion",
            "createdAt");

    static RunItemWrite of(JsonNode body) {
        if (!body.isObject()) {
            throw ApiFailure.invalid(List.of(Issues.wrongType("object", body)));
        }
        List<ObjectNode> issues = new ArrayList<>();
        String runName = required(body, "runName", issues);
        String itemId = required(body, "datasetItemId", issues);
        String description = text(body, "runDescription", issues);
        String traceId = given(text(body, "traceId", issues));
        String observationId = given(text(body, "observationId", issues));
        Instant version = time(body, "datasetVersion", issues);
        Instant createdAt = time(body, "createdAt", issues);
        List<String> unknown = new ArrayList<>();
        body.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            issues.add(Issues.unknownKeys(unknown));
        }
        if (issues.isEmpty() && traceId == null && observationId == null) {
            issues.add(Issues.custom("observationId or traceId must be provided", "observationId", "traceId"));
        }
        if (!issues.isEmpty()) {
            throw ApiFailure.invalid(issues);
        }
        return new RunItemWrite(
                runName,
                itemId,
                traceId,
                observationId,
                description,
                metadata(body.get("metadata"), version),
                version == null ? null : version.toEpochMilli(),
                createdAt == null ? null : createdAt.toEpochMilli());
    }

    /** What is no object is wrapped in one, and the version is noted in it. */
    private static String metadata(@Nullable JsonNode sent, @Nullable Instant version) {
        boolean none = sent == null || sent.isNull();
        if (none && version == null) {
            return "null";
        }
        ObjectNode metadata = Json.object();
        if (sent instanceof ObjectNode object) {
            metadata.setAll(object);
        } else if (!none) {
            metadata.set("metadata", sent);
        }
        if (version != null) {
            metadata.put("dataset_version", Iso.text(version));
        }
        return StoredJson.text(Normaliser.sanitise(metadata));
    }

    private static String required(JsonNode body, String name, List<ObjectNode> issues) {
        JsonNode value = body.get(name);
        if (value == null || !value.isTextual()) {
            issues.add(Issues.wrongType("string", value, name));
            return "";
        }
        return value.textValue();
    }

    private static @Nullable String text(JsonNode body, String name, List<ObjectNode> issues) {
        JsonNode value = body.get(name);
        if (value != null && !value.isNull() && !value.isTextual()) {
            issues.add(Issues.wrongType("string", value, name));
        }
        return value == null ? null : value.textValue();
    }

    private static @Nullable Instant time(JsonNode body, String name, List<ObjectNode> issues) {
        String text = text(body, name, issues);
        if (text == null) {
            return null;
        }
        Instant time = Iso.parse(text);
        if (time == null) {
            issues.add(Issues.invalidDate(name));
        }
        return time;
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
