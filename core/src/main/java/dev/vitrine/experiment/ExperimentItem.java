package dev.vitrine.experiment;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment's task is run with: local data, or an item of a dataset. Immutable: each method gives a changed
 * copy.
 *
 * <pre>{@code ExperimentItem.of(Map.of("question", "What is shown?"), "a cat")}</pre>
 *
 * @param id null for local data without one
 * @param input what the task is given, any object; without one the item fails. A {@link JsonValue} for a dataset's item
 * @param expectedOutput what the task should make of it
 * @param metadata any object; a map's entries are shown with the trace
 * @param datasetId null for local data
 * @param datasetVersion the point in time at which the dataset was read, null for the latest
 */
public record ExperimentItem(
        @Nullable String id,
        @Nullable Object input,
        @Nullable Object expectedOutput,
        @Nullable Object metadata,
        @Nullable String datasetId,
        @Nullable Instant datasetVersion) {

    public ExperimentItem {
        if (id != null && id.isBlank()) {
            throw new IllegalArgumentException("id of an experiment's item must not be blank; null is allowed");
        }
        if (datasetId != null && id == null) {
            throw new IllegalArgumentException("id must be given with datasetId: it names the item in the dataset");
        }
        if (input instanceof DatasetItem) {
            throw new IllegalArgumentException(
                    "input must not be a whole DatasetItem; call from(item) to keep its link to the dataset");
        }
        input = valueOrNull(input);
        expectedOutput = valueOrNull(expectedOutput);
        metadata = valueOrNull(metadata);
    }

    public static ExperimentItem of(@Nullable Object input) {
        return of(input, null);
    }

    public static ExperimentItem of(@Nullable Object input, @Nullable Object expectedOutput) {
        return of(input, expectedOutput, null);
    }

    public static ExperimentItem of(
            @Nullable Object input, @Nullable Object expectedOutput, @Nullable Object metadata) {
        return new ExperimentItem(null, input, expectedOutput, metadata, null, null);
    }

    /** An item of a dataset: its results are linked to it. */
    public static ExperimentItem from(DatasetItem item) {
        Objects.requireNonNull(item, "item");
        return new ExperimentItem(
                item.id(), item.input(), item.expectedOutput(), item.metadata(), item.datasetId(), null);
    }

    /** The id under which the platform compares this item between runs; for local data by default a hash of its input. */
    public ExperimentItem id(@Nullable String id) {
        return new ExperimentItem(id, input, expectedOutput, metadata, datasetId, datasetVersion);
    }

    public ExperimentItem metadata(@Nullable Object metadata) {
        return new ExperimentItem(id, input, expectedOutput, metadata, datasetId, datasetVersion);
    }

    /** The point in time at which the dataset was read. */
    public ExperimentItem datasetVersion(@Nullable Instant version) {
        return new ExperimentItem(id, input, expectedOutput, metadata, datasetId, version);
    }

    /**
     * The input as a type: itself if it is one, else by way of JSON.
     *
     * @return null without an input
     * @throws JsonException if it does not fit
     */
    public <T> @Nullable T input(Class<T> type) {
        return as(input, type);
    }

    /**
     * The expected output as a type: itself if it is one, else by way of JSON.
     *
     * @return null without one
     * @throws JsonException if it does not fit
     */
    public <T> @Nullable T expectedOutput(Class<T> type) {
        return as(expectedOutput, type);
    }

    /** The input as JSON, to select from; media in it stay what they are. The null value without an input. */
    public JsonValue inputJson() {
        return JsonValue.of(input);
    }

    private static <T> @Nullable T as(@Nullable Object value, Class<T> type) {
        Objects.requireNonNull(type, "type");
        return value == null || type.isInstance(value)
                ? type.cast(value)
                : JsonValue.of(value).as(type);
    }

    private static @Nullable Object valueOrNull(@Nullable Object value) {
        return value instanceof JsonValue json && json.isNull() ? null : value;
    }

    /** Without the values, which may be private. */
    @Override
    public String toString() {
        return "ExperimentItem[" + (id == null ? "local" : id)
                + (datasetId == null ? "]" : ", dataset " + datasetId + "]");
    }
}
