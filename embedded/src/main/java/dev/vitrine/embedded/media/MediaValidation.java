package dev.vitrine.embedded.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Issues;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the body of an upload request: a trace or a dataset item, never both. */
final class MediaValidation {
    private static final Pattern HASH = Pattern.compile("[A-Za-z0-9+/=]{44}");
    private static final String NEITHER = "Provide either traceId with field input/output/metadata, or datasetId +"
            + " datasetItemId with field input/expectedOutput/metadata.";

    private final JsonNode body;
    private final List<ObjectNode> issues = new ArrayList<>();
    private boolean aborted;

    private MediaValidation(JsonNode body) {
        this.body = body;
    }

    static MediaRequest check(JsonNode body) {
        MediaValidation trace = new MediaValidation(body);
        trace.common();
        trace.text("traceId");
        trace.textOrNull("observationId");
        trace.field(List.of("input", "output", "metadata"));
        trace.absent("datasetId");
        trace.absent("datasetItemId");
        MediaValidation item = new MediaValidation(body);
        item.common();
        item.text("datasetId");
        item.text("datasetItemId");
        item.field(List.of("input", "expectedOutput", "metadata"));
        item.absent("traceId");
        item.absent("observationId");
        if (trace.issues.isEmpty() || item.issues.isEmpty()) {
            return request(body);
        }
        if (trace.aborted != item.aborted) {
            // the one branch that has the right shape explains itself
            throw ApiFailure.invalid(trace.aborted ? item.issues : trace.issues);
        }
        throw ApiFailure.invalid(List.of(Issues.union(List.of(trace.issues, item.issues), NEITHER)));
    }

    private static MediaRequest request(JsonNode body) {
        return new MediaRequest(
                body.path("contentType").asText(),
                body.path("contentLength").asLong(),
                body.path("sha256Hash").asText(),
                body.path("field").asText(),
                value(body, "traceId"),
                value(body, "observationId"),
                value(body, "datasetId"),
                value(body, "datasetItemId"));
    }

    private static @Nullable String value(JsonNode body, String name) {
        return body.path(name).textValue();
    }

    private void common() {
        if (!body.isObject()) {
            abort(Issues.wrongType("object", body));
            return;
        }
        if (MediaTypes.extension(body.path("contentType").asText()) == null) {
            abort(Issues.notOneOf(
                    MediaTypes.all(),
                    "Invalid content type. Only supporting " + String.join(", ", MediaTypes.all()),
                    "contentType"));
        }
        JsonNode length = body.get("contentLength");
        if (length == null || !length.isNumber()) {
            abort(Issues.wrongType("number", length, "contentLength"));
        } else if (length.doubleValue() != Math.rint(length.doubleValue())) {
            abort(Issues.wrongType("int", length, "contentLength"));
        } else if (length.doubleValue() <= 0) {
            issues.add(Issues.tooSmall("number", 0, false, null, "contentLength"));
        }
        JsonNode hash = body.get("sha256Hash");
        if (hash == null || !hash.isTextual()) {
            abort(Issues.wrongType("string", hash, "sha256Hash"));
        } else if (!HASH.matcher(hash.textValue()).matches()) {
            issues.add(Issues.badFormat(
                    "regex",
                    "/^[A-Za-z0-9+/=]{44}$/",
                    "Must be a 44 character base64 encoded SHA-256 hash",
                    "sha256Hash"));
        }
    }

    private void text(String name) {
        JsonNode value = body.get(name);
        if (value == null || !value.isTextual()) {
            abort(Issues.wrongType("string", value, name));
        }
    }

    private void textOrNull(String name) {
        JsonNode value = body.get(name);
        if (value != null && !value.isNull() && !value.isTextual()) {
            abort(Issues.wrongType("string", value, name));
        }
    }

    private void absent(String name) {
        JsonNode value = body.get(name);
        if (value != null && !value.isNull()) {
            abort(Issues.wrongType("null", value, name));
        }
    }

    private void field(List<String> allowed) {
        if (!allowed.contains(body.path("field").asText())) {
            abort(Issues.notOneOf(allowed, null, "field"));
        }
    }

    private void abort(ObjectNode issue) {
        issues.add(issue);
        aborted = true;
    }
}
