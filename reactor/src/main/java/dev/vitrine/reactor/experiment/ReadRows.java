package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.ExperimentItemRecord;
import dev.vitrine.experiment.ExperimentSummary;
import dev.vitrine.json.JsonDecoder;
import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue;
import dev.vitrine.score.ScoreRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Experiments and their items as the platform writes them. Whatever else it says is passed over. */
final class ReadRows {
    private ReadRows() {}

    private record Answer(
            @Nullable List<JsonValue> data, @Nullable Meta meta) {}

    private record Meta(@Nullable String cursor) {}

    static <T> CursorRead.Page<T> page(byte[] json, Function<JsonValue, T> reader) {
        Answer answer = JsonDecoder.decode(json, Answer.class);
        if (answer == null || answer.data == null) {
            throw new JsonException("The server's list has no data");
        }
        return new CursorRead.Page<>(
                answer.data.stream().map(reader).toList(), answer.meta == null ? null : blank(answer.meta.cursor));
    }

    private record Summary(
            @Nullable String id,
            @Nullable String name,
            @Nullable String description,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            long itemCount,
            @Nullable String datasetId,
            JsonValue metadata,
            @Nullable List<Scored> scores) {}

    static ExperimentSummary summary(JsonValue row) {
        Summary summary = require(row.as(Summary.class), "experiment", "value");
        return new ExperimentSummary(
                require(summary.id, "experiment", "id"),
                Objects.requireNonNullElse(summary.name, ""),
                blank(summary.description),
                require(summary.startTime, "experiment", "startTime"),
                summary.endTime,
                summary.itemCount,
                blank(summary.datasetId),
                summary.metadata,
                scores(summary.scores));
    }

    private record Item(
            @Nullable String id,
            @Nullable String traceId,
            @Nullable Instant startTime,
            @Nullable Instant endTime,
            @Nullable String level,
            @Nullable String environment,
            @Nullable String experimentId,
            @Nullable String experimentName,
            @Nullable String experimentDescription,
            @Nullable String experimentItemId,
            @Nullable String experimentDatasetId,
            @Nullable Instant experimentItemVersion,
            JsonValue input,
            JsonValue output,
            JsonValue expectedOutput,
            JsonValue metadata,
            JsonValue experimentItemMetadata,
            JsonValue experimentMetadata,
            @Nullable List<Scored> scores) {}

    static ExperimentItemRecord item(JsonValue row) {
        Item item = require(row.as(Item.class), "experiment item", "value");
        return new ExperimentItemRecord(
                require(item.id, "experiment item", "id"),
                require(item.traceId, "experiment item", "traceId"),
                require(item.startTime, "experiment item", "startTime"),
                item.endTime,
                blank(item.level),
                blank(item.environment),
                require(item.experimentId, "experiment item", "experimentId"),
                Objects.requireNonNullElse(item.experimentName, ""),
                blank(item.experimentDescription),
                require(item.experimentItemId, "experiment item", "experimentItemId"),
                blank(item.experimentDatasetId),
                item.experimentItemVersion,
                item.input.parsed(),
                item.output.parsed(),
                item.expectedOutput.parsed(),
                item.metadata,
                item.experimentItemMetadata,
                item.experimentMetadata,
                scores(item.scores));
    }

    private record Scored(
            @Nullable String id,
            @Nullable String name,
            @Nullable String dataType,
            JsonValue value,
            @Nullable String source,
            @Nullable Instant timestamp,
            @Nullable String environment,
            @Nullable String comment,
            @Nullable String configId,
            JsonValue metadata) {

        ScoreRecord toRecord() {
            return new ScoreRecord(
                    id,
                    require(name, "score", "name"),
                    Objects.requireNonNullElse(dataType, ""),
                    value,
                    source,
                    timestamp,
                    environment,
                    comment,
                    configId,
                    metadata);
        }
    }

    private static List<ScoreRecord> scores(@Nullable List<Scored> scores) {
        return scores == null
                ? List.of()
                : scores.stream().map(Scored::toRecord).toList();
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
