package dev.vitrine.experiment;

import dev.vitrine.json.JsonValue;
import dev.vitrine.score.ScoreRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item in a run of an experiment, as the platform has it: the observation under which its task ran.
 * What was not asked for is null, the null value, or empty.
 *
 * @param observationId the task's observation
 * @param traceId the item's trace
 * @param startTime of the observation
 * @param endTime null while it has not ended
 * @param level such as {@code DEFAULT}, or {@code ERROR} for an item that failed
 * @param environment such as {@code sdk-experiment}
 * @param experimentId the run's
 * @param experimentName the run's; empty where its spans have none
 * @param experimentDescription comes with metadata
 * @param itemId the id under which the platform compares the item between runs
 * @param datasetId null for local data
 * @param itemVersion the point in time at which the dataset was read; null for the latest
 * @param input what the task was given; media are reference strings
 * @param output what it made of it
 * @param expectedOutput what it should have made of it
 * @param metadata the observation's, one level deep with dotted keys
 * @param itemMetadata the item's, likewise
 * @param experimentMetadata the run's, likewise
 * @param scores those of the observation and, from some servers, of its trace; newest first
 */
public record ExperimentItemRecord(
        String observationId,
        String traceId,
        Instant startTime,
        @Nullable Instant endTime,
        @Nullable String level,
        @Nullable String environment,
        String experimentId,
        String experimentName,
        @Nullable String experimentDescription,
        String itemId,
        @Nullable String datasetId,
        @Nullable Instant itemVersion,
        JsonValue input,
        JsonValue output,
        JsonValue expectedOutput,
        JsonValue metadata,
        JsonValue itemMetadata,
        JsonValue experimentMetadata,
        List<ScoreRecord> scores) {

    public ExperimentItemRecord {
        Objects.requireNonNull(observationId, "observationId");
        Objects.requireNonNull(traceId, "traceId");
        Objects.requireNonNull(startTime, "startTime");
        Objects.requireNonNull(experimentId, "experimentId");
        Objects.requireNonNull(experimentName, "experimentName");
        Objects.requireNonNull(itemId, "itemId");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(expectedOutput, "expectedOutput");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(itemMetadata, "itemMetadata");
        Objects.requireNonNull(experimentMetadata, "experimentMetadata");
        scores = List.copyOf(scores);
    }

    /** Run, item, trace and level; what users put in stays out of logs. */
    @Override
    public String toString() {
        return "ExperimentItemRecord[" + experimentName + ", " + itemId + ", trace " + traceId + ", " + level + "]";
    }
}
