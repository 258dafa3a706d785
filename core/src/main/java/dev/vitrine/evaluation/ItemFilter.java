package dev.vitrine.evaluation;

import dev.vitrine.json.JsonDecoder;
import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue;
import dev.vitrine.json.TypeRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which traces or observations are read: conditions that must all hold. Immutable; each method adds one in a copy.
 *
 * <pre>{@code ItemFilter.all().time("timestamp", Comparison.GREATER_OR_EQUAL, monday).anyOf("tags", List.of("beta"))}</pre>
 *
 * <p>Columns are the server's: a trace's time is {@code timestamp}, an observation's {@code startTime}. A column that the
 * server does not know makes it refuse the first page.
 */
public final class ItemFilter {
    private static final ItemFilter ALL = new ItemFilter(List.of());
    private final List<Map<String, @Nullable Object>> conditions;

    private ItemFilter(List<Map<String, @Nullable Object>> conditions) {
        this.conditions = List.copyOf(conditions);
    }

    /** How times and numbers are compared. Times know no {@link #EQUAL}. */
    public enum Comparison {
        EQUAL("="),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">=");

        private final String operator;

        Comparison(String operator) {
            this.operator = operator;
        }
    }

    /** How texts are compared. */
    public enum TextMatch {
        EQUALS("="),
        CONTAINS("contains"),
        DOES_NOT_CONTAIN("does not contain"),
        STARTS_WITH("starts with"),
        ENDS_WITH("ends with");

        private final String operator;

        TextMatch(String operator) {
            this.operator = operator;
        }
    }

    /** How sets are compared. {@link #ALL_OF} is for columns that hold several values. */
    public enum SetMatch {
        ANY_OF("any of"),
        NONE_OF("none of"),
        ALL_OF("all of");

        private final String operator;

        SetMatch(String operator) {
            this.operator = operator;
        }
    }

    /** No condition. */
    public static ItemFilter all() {
        return ALL;
    }

    /**
     * Conditions as the server takes them: a JSON array of objects with {@code type}, {@code column}, {@code operator} and
     * {@code value}.
     *
     * @throws IllegalArgumentException if it is not such an array
     */
    public static ItemFilter ofJson(String json) {
        Objects.requireNonNull(json, "filter");
        JsonValue value = JsonValue.ofBytes(json.getBytes(StandardCharsets.UTF_8));
        if (value.kind() != JsonValue.Kind.ARRAY) {
            throw new IllegalArgumentException("filter must be a JSON array of conditions, but is "
                    + (value.kind() == JsonValue.Kind.MALFORMED ? "no JSON" : "a JSON " + value.kind())
                    + "; write [{\"type\":…,\"column\":…,\"operator\":…,\"value\":…}]");
        }
        try {
            List<@Nullable Map<String, @Nullable Object>> read = JsonDecoder.decode(
                    value.toBytes(), new TypeRef<List<@Nullable Map<String, @Nullable Object>>>() {});
            List<Map<String, @Nullable Object>> conditions = new ArrayList<>();
            for (Map<String, @Nullable Object> condition : Objects.requireNonNull(read)) {
                conditions.add(checked(condition));
            }
            return new ItemFilter(conditions);
        } catch (JsonException e) {
            throw new IllegalArgumentException("filter must be a JSON array of conditions: " + e.getMessage(), e);
        }
    }

    private static Map<String, @Nullable Object> checked(@Nullable Map<String, @Nullable Object> condition) {
        for (String field : List.of("type", "column", "operator")) {
            if (condition == null || !(condition.get(field) instanceof String)) {
                throw new IllegalArgumentException(
                        "filter must be a JSON array of conditions, each with a text as " + field + "; one has none");
            }
        }
        return Objects.requireNonNull(condition);
    }

    /** @throws IllegalArgumentException for {@link Comparison#EQUAL} */
    public ItemFilter time(String column, Comparison comparison, Instant value) {
        if (comparison == Comparison.EQUAL) {
            throw new IllegalArgumentException("comparison of times must not be EQUAL; give both bounds");
        }
        return plus("datetime", column, comparison.operator, value.toString(), null);
    }

    public ItemFilter text(String column, TextMatch match, String value) {
        return plus("string", column, match.operator, Objects.requireNonNull(value, "value"), null);
    }

    public ItemFilter number(String column, Comparison comparison, Number value) {
        return plus("number", column, comparison.operator, Objects.requireNonNull(value, "value"), null);
    }

    /** For columns with one of several names, such as {@code id}, {@code name} and {@code level}. */
    public ItemFilter options(String column, SetMatch match, List<String> values) {
        if (match == SetMatch.ALL_OF) {
            throw new IllegalArgumentException(
                    "match must not be ALL_OF for a column with a single value; use array(…)");
        }
        return plus("stringOptions", column, match.operator, List.copyOf(values), null);
    }

    /** For columns with several values, such as {@code tags}. */
    public ItemFilter array(String column, SetMatch match, List<String> values) {
        return plus("arrayOptions", column, match.operator, List.copyOf(values), null);
    }

    /** For categories by key, such as {@code score_categories}. */
    public ItemFilter category(String column, String key, SetMatch match, List<String> values) {
        if (match == SetMatch.ALL_OF) {
            throw new IllegalArgumentException("match must not be ALL_OF for a category");
        }
        return plus("categoryOptions", column, match.operator, List.copyOf(values), key);
    }

    /** For texts by key, such as those of {@code metadata}. */
    public ItemFilter text(String column, String key, TextMatch match, String value) {
        return plus("stringObject", column, match.operator, Objects.requireNonNull(value, "value"), key);
    }

    /** For numbers by key, such as {@code scores_avg}. */
    public ItemFilter number(String column, String key, Comparison comparison, Number value) {
        return plus("numberObject", column, comparison.operator, Objects.requireNonNull(value, "value"), key);
    }

    public ItemFilter truth(String column, boolean value) {
        return plus("boolean", column, "=", value, null);
    }

    /** For truth values by key. */
    public ItemFilter truth(String column, String key, boolean value) {
        return plus("booleanObject", column, "=", value, key);
    }

    public ItemFilter isNull(String column) {
        return plus("null", column, "is null", "", null);
    }

    public ItemFilter isNotNull(String column) {
        return plus("null", column, "is not null", "", null);
    }

    /** With the conditions of another filter, after these. */
    public ItemFilter and(ItemFilter other) {
        List<Map<String, @Nullable Object>> both = new ArrayList<>(conditions);
        both.addAll(other.conditions);
        return new ItemFilter(both);
    }

    /** With other names for columns; those that the map does not have keep theirs. */
    public ItemFilter renamed(Map<String, String> columns) {
        List<Map<String, @Nullable Object>> renamed = new ArrayList<>();
        for (Map<String, @Nullable Object> condition : conditions) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>(condition);
            copy.computeIfPresent("column", (field, column) -> columns.getOrDefault(column, (String) column));
            renamed.add(copy);
        }
        return new ItemFilter(renamed);
    }

    public boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** As the server takes it: a JSON array. */
    public String toJson() {
        return new String(JsonEncoder.strict().encode(conditions), StandardCharsets.UTF_8);
    }

    private ItemFilter plus(String type, String column, String operator, Object value, @Nullable String key) {
        if (Objects.requireNonNull(column, "column").isBlank()) {
            throw new IllegalArgumentException("column must not be blank");
        }
        Map<String, @Nullable Object> condition = new LinkedHashMap<>();
        condition.put("type", type);
        condition.put("column", column);
        condition.put("operator", operator);
        condition.put("value", value);
        if (key != null) {
            condition.put("key", key);
        }
        return and(new ItemFilter(List.of(condition)));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ItemFilter that && conditions.equals(that.conditions);
    }

    @Override
    public int hashCode() {
        return conditions.hashCode();
    }

    /** Without columns and values, which may be private. */
    @Override
    public String toString() {
        return "ItemFilter[" + conditions.size() + " conditions]";
    }
}
