package dev.vitrine.reactor.evaluation;

import dev.vitrine.json.JsonDecoder;
import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads items as the two generations of servers write them. An empty text is what the newer one has for null. */
final class Rows {
    private Rows() {}

    /** What a list answers; whatever else it says is passed over. */
    record Answer(@Nullable List<JsonValue> data, @Nullable Meta meta) {
        static Answer decode(byte[] json) {
            Answer answer = JsonDecoder.decode(json, Answer.class);
            if (answer == null || answer.data == null) {
                throw new JsonException("The server's list has no data");
            }
            return answer;
        }

        List<JsonValue> rows() {
            return data == null ? List.of() : data;
        }

        @Nullable
        String cursor() {
            return meta == null ? null : blank(meta.cursor);
        }

        @Nullable
        Long totalItems() {
            return meta == null ? null : meta.totalItems;
        }
    }

    record Meta(@Nullable String cursor, @Nullable Long totalItems) {}

    private record Trace(
            @Nullable String id,
            @Nullable Instant timestamp,
            @Nullable String name,
            @Nullable String userId,
            @Nullable String sessionId,
            @Nullable String release,
            @Nullable String version,
            @Nullable String environment,
            @Nullable List<String> tags) {}

    private record Observation(
            @Nullable String id,
            @Nullable String traceId,
            @Nullable String parentObservationId,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            @Nullable String name,
            @Nullable String traceName,
            @Nullable String type,
            @Nullable String level,
            @Nullable String statusMessage,
            @Nullable String model,
            @Nullable String userId,
            @Nullable String sessionId,
            @Nullable String release,
            @Nullable String version,
            @Nullable String environment,
            @Nullable List<String> tags) {}

    static TraceView trace(JsonValue row) {
        Trace trace = require(row.as(Trace.class), "trace", "value");
        return new TraceView(
                require(trace.id, "trace", "id"),
                require(trace.timestamp, "trace", "timestamp"),
                blank(trace.name),
                blank(trace.userId),
                blank(trace.sessionId),
                blank(trace.release),
                blank(trace.version),
                blank(trace.environment),
                trace.tags == null ? List.of() : trace.tags,
                row.at("/input"),
                row.at("/output"),
                row.at("/metadata"),
                row);
    }

    static TraceView traceOfRoot(JsonValue row) {
        Observation root = observationRow(row);
        String traceName = blank(root.traceName);
        return new TraceView(
                require(root.traceId, "root observation", "traceId"),
                require(root.startTime, "root observation", "startTime"),
                traceName == null ? blank(root.name) : traceName,
                blank(root.userId),
                blank(root.sessionId),
                blank(root.release),
                blank(root.version),
                blank(root.environment),
                root.tags == null ? List.of() : root.tags,
                row.at("/input").parsed(),
                row.at("/output").parsed(),
                row.at("/metadata"),
                row);
    }

    static ObservationView observation(JsonValue row) {
        return view(row, row.at("/input"), row.at("/output"));
    }

    static ObservationView observationOfText(JsonValue row) {
        return view(row, row.at("/input").parsed(), row.at("/output").parsed());
    }

    private static ObservationView view(JsonValue row, JsonValue input, JsonValue output) {
        Observation observation = observationRow(row);
        return new ObservationView(
                require(observation.id, "observation", "id"),
                blank(observation.traceId),
                blank(observation.parentObservationId),
                require(observation.startTime, "observation", "startTime"),
                observation.endTime,
                blank(observation.name),
                blank(observation.type),
                blank(observation.level),
                blank(observation.statusMessage),
                blank(observation.model),
                blank(observation.version),
                blank(observation.environment),
                input,
                output,
                row.at("/metadata"),
                row);
    }

    private static Observation observationRow(JsonValue row) {
        return require(row.as(Observation.class), "observation", "value");
    }

    private static <V> V require(@Nullable V value, String what, String field) {
        if (value == null) {
            throw new JsonException("The server's " + what + " has no " + field);
        }
        return value;
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
