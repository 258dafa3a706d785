package dev.vitrine.json;

import java.util.Objects;

/** A JSONPath that is compiled once and read many times. Immutable and thread-safe. */
public final class JsonQuery {
    private final String path;
    private final JsonPaths.Compiled compiled;

    private JsonQuery(String path) {
        this.path = path;
        this.compiled = JsonPaths.compiled(path);
    }

    /** @throws IllegalArgumentException if it is not a JSONPath */
    public static JsonQuery of(String jsonPath) {
        return new JsonQuery(Objects.requireNonNull(jsonPath, "jsonPath"));
    }

    /** What {@link JsonValue#read(String)} gives for this path. */
    public JsonValue read(JsonValue value) {
        return value.read(compiled);
    }

    /** The path as it was given. */
    @Override
    public String toString() {
        return path;
    }
}
