package dev.vitrine.experiment;

import dev.vitrine.json.JsonValue;
import dev.vitrine.score.ScoreRecord;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run of an experiment as the platform has it, put together from its spans.
 *
 * @param id under which the platform groups the run's traces
 * @param name the run's; empty where its spans have none
 * @param description null without one
 * @param startTime of the earliest span that was looked at
 * @param endTime of the latest one; null where the server leaves it out
 * @param itemCount how many items were looked at
 * @param datasetId null for local data
 * @param metadata the run's, one level deep with dotted keys; the null value where there is none or it was not asked for
 * @param scores those of the run as a whole, newest first; empty where they were not asked for
 */
public record ExperimentSummary(
        String id,
        String name,
        @Nullable String description,
        Instant startTime,
        @Nullable Instant endTime,
        long itemCount,
        @Nullable String datasetId,
        JsonValue metadata,
        List<ScoreRecord> scores) {

    public ExperimentSummary {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(startTime, "startTime");
        Objects.requireNonNull(metadata, "metadata");
        scores = List.copyOf(scores);
    }

    /** Id, name and number of items; what users put in stays out of logs. */
    @Override
    public String toString() {
        return "ExperimentSummary[" + id + ", " + name + ", " + itemCount + " items]";
    }
}
