package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (UTF-8) into types, tolerant of unknown properties. A {@link JsonValue} in a type gets a copy of its part of
 * the bytes and is parsed no further.
 */
public final class JsonDecoder {
    private JsonDecoder() {}

    /**
     * Reads all of {@code json}; null for JSON {@code null}.
     *
     * @throws JsonException if the JSON is malformed or does not fit
     */
    public static <T> @Nullable T decode(byte[] json, Class<T> type) {
        return read(json, Objects.requireNonNull(type, "type"));
    }

    /**
     * Like {@link #decode(byte[], Class)}, for generic types.
     *
     * @throws JsonException if the JSON is malformed or does not fit
     */
    public static <T> @Nullable T decode(byte[] json, TypeRef<T> type) {
        return read(json, type.type());
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // callers pass the type that T is
    private static <T> @Nullable T read(byte[] json, Type type) {
        Objects.requireNonNull(json, "json");
        ObjectReader reader = Mappers.reader(type).withAttribute(JsonValueDeserializer.SOURCE, json);
        try (JsonParser in = Mappers.MAPPER.createParser(json)) {
            return reader.readValue(in);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw ReadFailure.of(e, type);
        }
    }
}
