package dev.vitrine.embedded.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.Issues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the platform takes as a score, and how it words what it does not take. */
final class ScoreRules {
    static final List<String> TYPES = List.of("NUMERIC", "CATEGORICAL", "BOOLEAN", "TEXT", "CORRECTION");
    private static final List<String> SOURCES = List.of("API", "EVAL", "ANNOTATION");
    private static final String ONE_SUBJECT = "Provide exactly one of the following: traceId, sessionId, datasetRunId";
    private static final int LONGEST_ID = 800;
    private static final int LONGEST_TEXT = 500;

    private ScoreRules() {}

    /** Empty when the score can be stored. */
    static List<ObjectNode> check(JsonNode body) {
        List<ObjectNode> issues = new ArrayList<>();
        if (!body.isObject()) {
            issues.add(Issues.wrongType("object", body));
            return issues;
        }
        checkId(text(body, "id"), issues, "id");
        JsonNode name = body.get("name");
        if (name == null || !name.isTextual()) {
            issues.add(Issues.wrongType("string", name, "name"));
        } else if (name.textValue().isEmpty()) {
            issues.add(Issues.tooSmall("string", 1, true, null, "name"));
        }
        String type = text(body, "dataType");
        if (type != null && !TYPES.contains(type)) {
            issues.add(Issues.notOneOf(TYPES, null, "dataType"));
        } else {
            checkValue(body.get("value"), type, issues);
        }
        checkSubject(body, type, issues);
        String source = text(body, "source");
        if (source != null && !SOURCES.contains(source)) {
            issues.add(Issues.notOneOf(SOURCES, null, "source"));
        }
        return issues;
    }

    static void checkId(@Nullable String id, List<ObjectNode> issues, String field) {
        if (id != null && id.length() > LONGEST_ID) {
            issues.add(Issues.tooBig("string", LONGEST_ID, null, field));
        }
        if (id != null && id.indexOf('\r') >= 0) {
            issues.add(Issues.custom("ID cannot contain carriage return characters", field));
        }
    }

    private static void checkValue(@Nullable JsonNode value, @Nullable String type, List<ObjectNode> issues) {
        boolean number = value != null && value.isNumber();
        boolean string = value != null && value.isTextual();
        if (type == null) {
            if (!number && !string) {
                issues.add(Issues.custom(
                        "Invalid input: expected number or string, received " + Issues.kind(value), "value"));
            }
            return;
        }
        switch (type) {
            case "NUMERIC" -> {
                if (!number) {
                    issues.add(Issues.wrongType("number", value, "value"));
                }
            }
            case "BOOLEAN" -> {
                if (!number || value == null || (value.doubleValue() != 0 && value.doubleValue() != 1)) {
                    issues.add(
                            number
                                    ? Issues.custom("Value must be either 0 or 1 for data type BOOLEAN", "value")
                                    : Issues.wrongType("number", value, "value"));
                }
            }
            default -> {
                if (!string || value == null) {
                    issues.add(Issues.wrongType("string", value, "value"));
                } else if (type.equals("TEXT") && value.textValue().isEmpty()) {
                    issues.add(Issues.tooSmall("string", 1, true, null, "value"));
                } else if (type.equals("TEXT") && value.textValue().length() > LONGEST_TEXT) {
                    issues.add(Issues.tooBig("string", LONGEST_TEXT, null, "value"));
                }
            }
        }
    }

    private static void checkSubject(JsonNode body, @Nullable String type, List<ObjectNode> issues) {
        int subjects = 0;
        for (String field : List.of("traceId", "sessionId", "datasetRunId")) {
            subjects += text(body, field) == null ? 0 : 1;
        }
        if (subjects != 1 || (text(body, "observationId") != null && text(body, "traceId") == null)) {
            issues.add(Issues.custom(ONE_SUBJECT));
        }
        if ("CORRECTION".equals(type) && (text(body, "traceId") == null || text(body, "configId") != null)) {
            issues.add(Issues.custom("A correction belongs to a trace or an observation and has no config"));
        }
    }

    /** A string that is there and not empty. */
    static @Nullable String text(JsonNode body, String field) {
        JsonNode value = body.get(field);
        return value == null || !value.isTextual() || value.textValue().isEmpty() ? null : value.textValue();
    }
}
