package dev.vitrine.dataset;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * An item to be made, or to be changed where one of the id exists: there, what is null stays as it is.
 *
 * <p>The values are any objects: maps, collections, records, {@code JsonValue}, with {@link dev.vitrine.media.Media} at
 * any depth. The id is chosen here where none is given, so that a repeated request makes no second item.
 *
 * @param datasetName the dataset to put it in
 * @param id 1 to 255 characters, unique in the project
 */
public record NewDatasetItem(
        String datasetName,
        String id,
        @Nullable Object input,
        @Nullable Object expectedOutput,
        @Nullable Object metadata,
        @Nullable String sourceTraceId,
        @Nullable String sourceObservationId,
        @Nullable DatasetStatus status) {
    private static final int LONGEST_ID = 255;

    public NewDatasetItem {
        Objects.requireNonNull(datasetName, "datasetName");
        Objects.requireNonNull(id, "id");
        if (datasetName.isBlank()) {
            throw new IllegalArgumentException("datasetName of a dataset item must not be blank");
        }
        if (id.isEmpty() || id.length() > LONGEST_ID) {
            throw new IllegalArgumentException(
                    "id of a dataset item must have 1 to " + LONGEST_ID + " characters, not " + id.length());
        }
        if (status == DatasetStatus.UNKNOWN) {
            throw new IllegalArgumentException("status of a dataset item must be ACTIVE or ARCHIVED");
        }
    }

    public static Builder in(String datasetName) {
        return new Builder(datasetName);
    }

    /**
     * A builder with an existing item's id, values and sources, to write it again or elsewhere. An id belongs to one dataset
     * of the project: a copy into another one needs an id of its own.
     */
    public static Builder from(DatasetItem item) {
        Builder builder = new Builder(item.datasetName()).id(item.id());
        builder.status = item.status() == DatasetStatus.UNKNOWN ? null : item.status();
        builder.input = item.input();
        builder.expectedOutput = item.expectedOutput();
        builder.metadata = item.metadata();
        builder.sourceTraceId = item.sourceTraceId();
        builder.sourceObservationId = item.sourceObservationId();
        return builder;
    }

    @Override
    public String toString() {
        return "NewDatasetItem[" + datasetName + ", " + id + "]";
    }

    /** Short-lived and mutable; handed to a lambda. */
    public static final class Builder {
        private String datasetName;
        private @Nullable String id;
        private @Nullable Object input;
        private @Nullable Object expectedOutput;
        private @Nullable Object metadata;
        private @Nullable String sourceTraceId;
        private @Nullable String sourceObservationId;
        private @Nullable DatasetStatus status;

        private Builder(String datasetName) {
            this.datasetName = datasetName;
        }

        public Builder datasetName(String name) {
            this.datasetName = name;
            return this;
        }

        /** Null for one chosen at {@link #build()}. */
        public Builder id(@Nullable String id) {
            this.id = id;
            return this;
        }

        public Builder input(@Nullable Object value) {
            this.input = value;
            return this;
        }

        public Builder expectedOutput(@Nullable Object value) {
            this.expectedOutput = value;
            return this;
        }

        public Builder metadata(@Nullable Object value) {
            this.metadata = value;
            return this;
        }

        public Builder sourceTraceId(@Nullable String traceId) {
            this.sourceTraceId = traceId;
            return this;
        }

        public Builder sourceObservationId(@Nullable String observationId) {
            this.sourceObservationId = observationId;
            return this;
        }

        public Builder status(@Nullable DatasetStatus status) {
            this.status = status;
            return this;
        }

        public NewDatasetItem build() {
            String chosen = id != null ? id : timeOrderedId().toString();
            return new NewDatasetItem(
                    datasetName, chosen, input, expectedOutput, metadata, sourceTraceId, sourceObservationId, status);
        }

        /** A UUID of version 7. UUID.randomUUID() reads a device, which no event loop may do. */
        private static UUID timeOrderedId() {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            long timeAndVersion = System.currentTimeMillis() << 16 | 0x7000 | random.nextInt(0x1000);
            return new UUID(timeAndVersion, random.nextLong() >>> 2 | 1L << 63);
        }
    }
}
