package dev.vitrine.dataset;

import dev.vitrine.json.JsonValue;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A dataset without its items.
 *
 * @param id the server's id
 * @param name unique in the project; {@code /} makes folders
 * @param description free text, if any
 * @param metadata any JSON, the null value if unset
 * @param inputSchema a JSON Schema that new items' inputs must fit, the null value if unset
 * @param expectedOutputSchema a JSON Schema that new items' expected outputs must fit, the null value if unset
 * @param projectId the project it belongs to, where the server says so
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
public record Dataset(
        String id,
        String name,
        @Nullable String description,
        JsonValue metadata,
        JsonValue inputSchema,
        JsonValue expectedOutputSchema,
        @Nullable String projectId,
        Instant createdAt,
        Instant updatedAt) {

    public Dataset {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(inputSchema, "inputSchema");
        Objects.requireNonNull(expectedOutputSchema, "expectedOutputSchema");
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(updatedAt, "updatedAt");
    }

    /** Name and id; what users put in stays out of logs. */
    @Override
    public String toString() {
        return "Dataset[" + name + ", " + id + "]";
    }
}
