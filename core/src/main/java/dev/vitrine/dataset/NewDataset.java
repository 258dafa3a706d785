package dev.vitrine.dataset;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dataset to be made, or to be changed where one of the name exists: there, what is null stays as it is.
 *
 * @param name unique in the project; {@code /} makes folders
 * @param description free text
 * @param metadata any object
 * @param inputSchema a JSON Schema as any object
 * @param expectedOutputSchema a JSON Schema as any object
 */
public record NewDataset(
        String name,
        @Nullable String description,
        @Nullable Object metadata,
        @Nullable Object inputSchema,
        @Nullable Object expectedOutputSchema) {

    public NewDataset {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a dataset must not be blank");
        }
    }

    /** The name alone; what users put in stays out of logs. */
    @Override
    public String toString() {
        return "NewDataset[" + name + "]";
    }

    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Short-lived and mutable; handed to a lambda. */
    public static final class Builder {
        private final String name;
        private @Nullable String description;
        private @Nullable Object metadata;
        private @Nullable Object inputSchema;
        private @Nullable Object expectedOutputSchema;

        private Builder(String name) {
            this.name = name;
        }

        public Builder description(@Nullable String text) {
            this.description = text;
            return this;
        }

        public Builder metadata(@Nullable Object value) {
            this.metadata = value;
            return this;
        }

        public Builder inputSchema(@Nullable Object schema) {
            this.inputSchema = schema;
            return this;
        }

        public Builder expectedOutputSchema(@Nullable Object schema) {
            this.expectedOutputSchema = schema;
            return this;
        }

        public NewDataset build() {
            return new NewDataset(name, description, metadata, inputSchema, expectedOutputSchema);
        }
    }
}
