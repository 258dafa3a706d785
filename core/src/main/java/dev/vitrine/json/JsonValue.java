package dev.vitrine.json;

import dev.vitrine.media.HydrationPath;
import dev.vitrine.media.ReferencedMedia;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON value over bytes that are parsed on first access. Media references that the platform reported are
 * put in at that moment; in {@link #toJson()} they are their reference strings.
 */
public final class JsonValue {
    private JsonValue() {}

    /** JSON {@code null}. */
    public static JsonValue nullValue() {
        throw new UnsupportedOperationException("soon");
    }

    /** A value over these bytes (UTF-8 JSON), which are not copied and not checked before first access. */
    public static JsonValue ofBytes(byte[] json) {
        throw new UnsupportedOperationException("soon");
    }

    /** A value over these bytes, in which {@code replacements} are made on first access. */
    public static JsonValue ofBytes(byte[] json, List<Replacement> replacements) {
        throw new UnsupportedOperationException("soon");
    }

    /** The JSON of any object, written strictly and at once. */
    public static JsonValue of(@Nullable Object value) {
        throw new UnsupportedOperationException("soon");
    }

    public boolean isNull() {
        throw new UnsupportedOperationException("soon");
    }

    public <T> @Nullable T as(Class<T> type) {
        throw new UnsupportedOperationException("soon");
    }

    public <T> @Nullable T as(TypeRef<T> type) {
        throw new UnsupportedOperationException("soon");
    }

    public Map<String, @Nullable Object> asMap() {
        throw new UnsupportedOperationException("soon");
    }

    /** The value at a JSON pointer; the null value where there is none. */
    public JsonValue at(String pointer) {
        throw new UnsupportedOperationException("soon");
    }

    /** The value that a Jayway JSONPath selects: a list for an indefinite path, the null value where there is none. */
    public JsonValue read(String jsonPath) {
        throw new UnsupportedOperationException("soon");
    }

    /** The media that stand in this value and are of {@code type}, in order. */
    public <T extends ReferencedMedia> List<T> media(Class<T> type) {
        throw new UnsupportedOperationException("soon");
    }

    public String toJson() {
        throw new UnsupportedOperationException("soon");
    }

    /**
     * A string to be replaced by media. It is replaced only where the value at {@code path} equals {@code expected}.
     *
     * @param path where
     * @param expected the reference string that must stand there
     * @param media what takes its place
     */
    public record Replacement(HydrationPath path, String expected, ReferencedMedia media) {}
}
