package dev.vitrine.json;

import org.jspecify.annotations.Nullable;

/** Reads JSON (UTF-8) into types, tolerant of unknown properties. */
public final class JsonDecoder {
    private JsonDecoder() {}

    /** @throws JsonException if the JSON is malformed or does not fit */
    public static <T> @Nullable T decode(byte[] json, Class<T> type) {
        throw new UnsupportedOperationException("soon");
    }

    /** @throws JsonException if the JSON is malformed or does not fit */
    public static <T> @Nullable T decode(byte[] json, TypeRef<T> type) {
        throw new UnsupportedOperationException("soon");
    }
}
