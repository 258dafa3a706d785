package dev.vitrine.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The entries of a validation error, as the platform's schema library words them. */
public final class Issues {
    private Issues() {}

    /** The type of a value in the words of the schema library. */
    public static String kind(@Nullable JsonNode value) {
        if (value == null) {
            return "undefined";
        }
        return value.getNodeType() == JsonNodeType.MISSING
                ? "undefined"
                : value.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    public static ObjectNode wrongType(String expected, @Nullable JsonNode value, String... path) {
        ObjectNode issue = Json.object().put("expected", expected).put("code", "invalid_type");
        return end(issue, "Invalid input: expected " + expected + ", received " + kind(value), path);
    }

    public static ObjectNode notANumber(String... path) {
        ObjectNode issue = Json.object()
                .put("expected", "number")
                .put("code", "invalid_type")
                .put("received", "NaN");
        return end(issue, "Invalid input: expected number, received NaN", path);
    }

    public static ObjectNode notAnInteger(String... path) {
        ObjectNode issue =
                Json.object().put("expected", "int").put("format", "safeint").put("code", "invalid_type");
        return end(issue, "Invalid input: expected int, received number", path);
    }

    /** A number or a text that is too small; for text the bound counts characters. */
    public static ObjectNode tooSmall(
            String origin, long minimum, boolean inclusive, @Nullable String message, String... path) {
        ObjectNode issue = Json.object()
                .put("origin", origin)
                .put("code", "too_small")
                .put("minimum", minimum)
                .put("inclusive", inclusive);
        String text = "Too small: expected " + origin + " to be " + (inclusive ? ">=" : ">") + minimum;
        return end(issue, message == null ? text : message, path);
    }

    public static ObjectNode tooBig(String origin, long maximum, @Nullable String message, String... path) {
        ObjectNode issue = Json.object()
                .put("origin", origin)
                .put("code", "too_big")
                .put("maximum", maximum)
                .put("inclusive", true);
        return end(issue, message == null ? "Too big: expected " + origin + " to be <=" + maximum : message, path);
    }

    public static ObjectNode notOneOf(List<String> values, @Nullable String message, String... path) {
        ObjectNode issue = Json.object().put("code", "invalid_value");
        values.forEach(issue.putArray("values")::add);
        String text = values.stream().map(value -> '"' + value + '"').collect(Collectors.joining("|"));
        return end(issue, message == null ? "Invalid option: expected one of " + text : message, path);
    }

    public static ObjectNode badFormat(String format, String pattern, String message, String... path) {
        ObjectNode issue = Json.object()
                .put("origin", "string")
                .put("code", "invalid_format")
                .put("format", format)
                .put("pattern", pattern);
        return end(issue, message, path);
    }

    public static ObjectNode invalidDate(String... path) {
        ObjectNode issue = Json.object()
                .put("expected", "date")
                .put("code", "invalid_type")
                .put("received", "Invalid Date");
        return end(issue, "Invalid input: expected date, received Date", path);
    }

    public static ObjectNode custom(String message, String... path) {
        return end(Json.object().put("code", "custom"), message, path);
    }

    /** Keys that a strict object does not have. */
    public static ObjectNode unknownKeys(List<String> keys) {
        ObjectNode issue = Json.object().put("code", "unrecognized_keys");
        keys.forEach(issue.putArray("keys")::add);
        String names = keys.stream().map(key -> '"' + key + '"').collect(Collectors.joining(", "));
        return end(issue, "Unrecognized key" + (keys.size() == 1 ? ": " : "s: ") + names);
    }

    /** None of the alternatives matched: the issues of each, and one text for all. */
    public static ObjectNode union(List<List<ObjectNode>> branches, String message) {
        ObjectNode issue = Json.object().put("code", "invalid_union");
        ArrayNode errors = issue.putArray("errors");
        for (List<ObjectNode> branch : branches) {
            branch.forEach(errors.addArray()::add);
        }
        return end(issue, message);
    }

    private static ObjectNode end(ObjectNode issue, String message, String... path) {
        ArrayNode steps = issue.putArray("path");
        for (String step : path) {
            steps.add(step);
        }
        return issue.put("message", message);
    }
}
