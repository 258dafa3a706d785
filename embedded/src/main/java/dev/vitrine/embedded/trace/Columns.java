package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What filters may name, and how its value is found: text, a number, an {@link Instant}, a boolean, a list of texts, or a
 * flat object for metadata.
 */
record Columns<T>(Map<String, Function<T, @Nullable Object>> byName) {

    /** Of v1, whose table keeps milliseconds. */
    static final Columns<SpanRow> OBSERVATIONS_V1 = observations(ChronoUnit.MILLIS);

    /** Of v2, whose table keeps microseconds. */
    static final Columns<SpanRow> OBSERVATIONS_V2 = observations(ChronoUnit.MICROS);

    static final Columns<TraceRow> TRACES = traces();

    private static Columns<SpanRow> observations(ChronoUnit unit) {
        Map<String, Function<SpanRow, @Nullable Object>> columns = new HashMap<>();
        columns.put("id", SpanRow::id);
        columns.put("traceId", SpanRow::traceId);
        columns.put("parentObservationId", SpanRow::parentId);
        columns.put("name", SpanRow::name);
        columns.put("type", SpanRow::type);
        columns.put("level", SpanRow::level);
        columns.put("statusMessage", SpanRow::statusMessage);
        columns.put("environment", SpanRow::environment);
        columns.put("version", SpanRow::version);
        columns.put("release", SpanRow::release);
        columns.put("startTime", row -> row.start().truncatedTo(unit));
        columns.put("endTime", row -> row.end() == null ? null : row.end().truncatedTo(unit));
        columns.put("traceName", row -> row.trace().name());
        columns.put("userId", row -> row.trace().userId());
        columns.put("sessionId", row -> row.trace().sessionId());
        columns.put("tags", row -> row.trace().tags());
        columns.put("traceTags", row -> row.trace().tags());
        columns.put("metadata", row -> SpanMetadata.flat(row.metadata()));
        columns.put("input", SpanRow::input);
        columns.put("output", SpanRow::output);
        columns.put("isRootObservation", SpanRow::root);
        columns.put("latency", SpanRow::latency);
        columns.put("timeToFirstToken", SpanRow::timeToFirstToken);
        columns.put("model", row -> row.generation().model());
        columns.put("providedModelName", row -> row.generation().model());
        columns.put("promptName", row -> row.generation().promptName());
        columns.put("promptVersion", row -> row.generation().promptVersion());
        columns.put("inputTokens", row -> Usage.sum(row.generation().usage(), "input"));
        columns.put("outputTokens", row -> Usage.sum(row.generation().usage(), "output"));
        columns.put("totalTokens", row -> Usage.total(row.generation().usage()));
        columns.put("totalCost", row -> Usage.total(row.generation().cost()));
        return new Columns<>(Map.copyOf(columns));
    }

    private static Columns<TraceRow> traces() {
        Map<String, Function<TraceRow, @Nullable Object>> columns = new HashMap<>();
        columns.put("id", TraceRow::id);
        columns.put("name", TraceRow::name);
        columns.put("timestamp", row -> row.timestamp().truncatedTo(ChronoUnit.MILLIS));
        columns.put("userId", TraceRow::userId);
        columns.put("sessionId", TraceRow::sessionId);
        columns.put("environment", TraceRow::environment);
        columns.put("version", TraceRow::version);
        columns.put("release", TraceRow::release);
        columns.put("public", TraceRow::isPublic);
        columns.put("bookmarked", row -> false);
        columns.put("tags", TraceRow::tags);
        columns.put("metadata", row -> SpanMetadata.flat(row.metadata()));
        columns.put("input", TraceRow::input);
        columns.put("output", TraceRow::output);
        columns.put("latency", TraceRow::latency);
        columns.put("totalCost", TraceRow::totalCost);
        return new Columns<>(Map.copyOf(columns));
    }

    @Nullable
    Function<T, @Nullable Object> find(String name) {
        return byName.get(name);
    }

    /** The value of a key of metadata, as text or as it is. */
    static @Nullable Object keyed(@Nullable Object value, String key) {
        if (!(value instanceof ObjectNode object) || !object.hasNonNull(key)) {
            return null;
        }
        var found = object.get(key);
        if (found.isNumber()) {
            return found.doubleValue();
        }
        return found.isBoolean() ? (Object) found.booleanValue() : Attributes.text(found);
    }
}
