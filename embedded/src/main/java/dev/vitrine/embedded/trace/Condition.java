package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.json.Iso;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one entry of a filter asks of a value. */
final class Condition {
    private static final Set<String> ORDER = Set.of("=", ">", "<", ">=", "<=");
    private static final Set<String> TEXT = Set.of("=", "contains", "does not contain", "starts with", "ends with");
    private static final Set<String> OPTIONS = Set.of("any of", "none of");
    private static final Set<String> TRUTH = Set.of("=", "<>");

    /** The operators that each type has. */
    private static final Map<String, Set<String>> OPERATORS = Map.ofEntries(
            Map.entry("datetime", Set.of(">", "<", ">=", "<=")),
            Map.entry("string", TEXT),
            Map.entry("number", ORDER),
            Map.entry("stringOptions", OPTIONS),
            Map.entry("categoryOptions", OPTIONS),
            Map.entry("arrayOptions", Set.of("any of", "none of", "all of")),
            Map.entry("stringObject", TEXT),
            Map.entry("numberObject", ORDER),
            Map.entry("booleanObject", TRUTH),
            Map.entry("boolean", TRUTH),
            Map.entry("null", Set.of("is null", "is not null")));

    private static final Set<String> KEYED = Set.of("categoryOptions", "stringObject", "numberObject", "booleanObject");

    private Condition() {}

    /** The test, or null if the entry is not one that the platform understands. */
    static @Nullable Predicate<@Nullable Object> of(JsonNode entry) {
        String type = entry.path("type").asText();
        String operator = entry.path("operator").asText();
        if (!OPERATORS.getOrDefault(type, Set.of()).contains(operator)) {
            return null;
        }
        Predicate<@Nullable Object> test = test(type, operator, entry.path("value"));
        if (!KEYED.contains(type) || test == null) {
            return test;
        }
        JsonNode key = entry.path("key");
        return key.isTextual() ? value -> test.test(Columns.keyed(value, key.textValue())) : null;
    }

    private static @Nullable Predicate<@Nullable Object> test(String type, String operator, JsonNode asked) {
        return switch (type) {
            case "datetime" -> {
                Instant time = asked.isTextual() ? Iso.parse(asked.textValue()) : null;
                yield time == null
                        ? null
                        : value -> value instanceof Instant instant && ordered(operator, instant.compareTo(time));
            }
            case "number", "numberObject" ->
                asked.isNumber()
                        ? value -> value instanceof Number number
                                && ordered(operator, Double.compare(number.doubleValue(), asked.doubleValue()))
                        : null;
            case "string", "stringObject" ->
                asked.isTextual() ? value -> text(operator, String.valueOf(orEmpty(value)), asked.textValue()) : null;
            case "boolean", "booleanObject" ->
                asked.isBoolean()
                        ? value -> Boolean.valueOf(asked.booleanValue()).equals(value) == operator.equals("=")
                        : null;
            case "null" -> value -> isUnset(value) == operator.equals("is null");
            default -> options(operator, asked);
        };
    }

    private static @Nullable Predicate<@Nullable Object> options(String operator, JsonNode asked) {
        if (!asked.isArray()) {
            return null;
        }
        List<String> options = new ArrayList<>();
        asked.forEach(option -> options.add(option.asText()));
        return value -> {
            List<?> values = value instanceof List<?> list ? list : List.of(orEmpty(value));
            return switch (operator) {
                case "any of" -> values.stream().anyMatch(each -> options.contains(String.valueOf(each)));
                case "none of" -> values.stream().noneMatch(each -> options.contains(String.valueOf(each)));
                default -> values.containsAll(options);
            };
        };
    }

    private static boolean text(String operator, String value, String asked) {
        return switch (operator) {
            case "contains" -> value.contains(asked);
            case "does not contain" -> !value.contains(asked);
            case "starts with" -> value.startsWith(asked);
            case "ends with" -> value.endsWith(asked);
            default -> value.equals(asked);
        };
    }

    private static boolean ordered(String operator, int comparison) {
        return switch (operator) {
            case ">" -> comparison > 0;
            case "<" -> comparison < 0;
            case ">=" -> comparison >= 0;
            case "<=" -> comparison <= 0;
            default -> comparison == 0;
        };
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }

    private static boolean isUnset(@Nullable Object value) {
        return value == null || value.equals("") || value.equals(List.of());
    }
}
