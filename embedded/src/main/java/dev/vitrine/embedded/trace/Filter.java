package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a query asks for: the {@code filter} parameter, and simple parameters for columns that it does not name. */
final class Filter<T> implements Predicate<T> {
    private final Call call;
    private final Columns<T> columns;
    private final Set<String> named = new HashSet<>();
    private final List<Predicate<T>> parts = new ArrayList<>();
    private final List<ObjectNode> issues = new ArrayList<>();

    private Filter(Call call, Columns<T> columns) {
        this.call = call;
        this.columns = columns;
    }

    static <T> Filter<T> of(Call call, Columns<T> columns) {
        Filter<T> filter = new Filter<>(call, columns);
        String json = call.parameter("filter");
        if (json != null) {
            filter.read(json);
        }
        return filter;
    }

    @Override
    public boolean test(T row) {
        return parts.stream().allMatch(part -> part.test(row));
    }

    /** The parameters that must be equal to the column of their name; of repeated ones any. */
    Filter<T> equal(String... parameters) {
        for (String parameter : parameters) {
            List<String> values = call.parameters(parameter);
            if (!values.isEmpty()) {
                simple(parameter, value -> value != null && values.contains(value));
            }
        }
        return this;
    }

    /** A list column that must have all values of its parameter. */
    Filter<T> all(String parameter) {
        List<String> values = call.parameters(parameter);
        if (!values.isEmpty()) {
            simple(parameter, value -> value instanceof List<?> list && list.containsAll(values));
        }
        return this;
    }

    /** A column that is true or false. */
    Filter<T> truth(String parameter) {
        String asked = call.parameter(parameter);
        if (asked != null && !asked.equals("true") && !asked.equals("false")) {
            issues.add(Issues.notOneOf(List.of("true", "false"), null, parameter));
        } else if (asked != null) {
            simple(parameter, value -> String.valueOf(value).equals(asked));
        }
        return this;
    }

    /** A column of time that starts at one parameter and ends before another. */
    Filter<T> between(String column, String fromParameter, String toParameter) {
        Instant from = time(fromParameter);
        if (from != null) {
            simple(column, value -> value instanceof Instant instant && !instant.isBefore(from));
        }
        Instant to = time(toParameter);
        if (to != null) {
            simple(column, value -> value instanceof Instant instant && instant.isBefore(to));
        }
        return this;
    }

    /** This filter, if nothing was wrong with it. */
    Filter<T> checked() {
        if (!issues.isEmpty()) {
            throw ApiFailure.invalid(issues);
        }
        return this;
    }

    private @Nullable Instant time(String parameter) {
        String text = call.parameter(parameter);
        Instant time = text == null ? null : Iso.parse(text);
        if (text != null && time == null) {
            issues.add(Issues.custom("Invalid ISO datetime", parameter));
        }
        return time;
    }

    /** What the filter says of a column overrides the parameter for it. */
    private void simple(String column, Predicate<@Nullable Object> test) {
        Function<T, @Nullable Object> value = columns.find(column);
        if (value != null && !named.contains(column)) {
            parts.add(row -> test.test(value.apply(row)));
        }
    }

    private void read(String json) {
        JsonNode entries;
        try {
            entries = Json.parse(json);
        } catch (JsonProcessingException e) {
            throw ApiFailure.badRequest("Invalid JSON in filter parameter");
        }
        if (!entries.isArray()) {
            throw ApiFailure.invalid(List.of(Issues.wrongType("array", entries, "filter")));
        }
        for (JsonNode entry : entries) {
            String column = entry.path("column").asText();
            Predicate<@Nullable Object> test = Condition.of(entry);
            if (test == null) {
                issues.add(Issues.custom("Invalid input", "filter"));
                continue;
            }
            Function<T, @Nullable Object> value = columns.find(column);
            if (value == null) {
                throw ApiFailure.badRequest("Column " + column + " does not match a UI / CH table mapping.");
            }
            named.add(column);
            parts.add(row -> test.test(value.apply(row)));
        }
    }
}
