package dev.vitrine.dataset;

import dev.vitrine.json.JsonValue;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One item of a dataset, as of one version. Its three values stay bytes until they are first read.
 *
 * @param id unique in the project
 * @param datasetId the dataset's id
 * @param datasetName the dataset's name
 * @param status whether it takes part in lists and runs
 * @param input what a task is given
 * @param expectedOutput what a task should give, the null value if unset
 * @param metadata any JSON, the null value if unset
 * @param sourceTraceId the trace it was made from, if any
 * @param sourceObservationId the observation it was made from, if any
 * @param createdAt when this version was made; the server moves it on every update
 * @param updatedAt when this version was last changed
 */
public record DatasetItem(
        String id,
        String datasetId,
        String datasetName,
        DatasetStatus status,
        JsonValue input,
        JsonValue expectedOutput,
        JsonValue metadata,
        @Nullable String sourceTraceId,
        @Nullable String sourceObservationId,
        Instant createdAt,
        Instant updatedAt) {

    public DatasetItem {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(datasetId, "datasetId");
        Objects.requireNonNull(datasetName, "datasetName");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(expectedOutput, "expectedOutput");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }

    /** Dataset, id and status; what users put in stays out of logs. */
    @Override
    public String toString() {
        return "DatasetItem[" + datasetName + ", " + id + ", " + status + "]";
    }
}
