package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain fields of one JSON object (UTF-8): for the small answers that the first calls of a process wait for, since
 * binding data to types takes several hundred classes.
 */
public final class FlatFields {
    private FlatFields() {}

    /**
     * The object's own fields of these names, in the order of the names: strings, and numbers and booleans as they are
     * written; null where a field is missing or null. Other fields are passed over.
     *
     * @throws JsonException if the JSON is malformed or no object, or if one of the fields is an object or an array
     */
    public static @Nullable String[] read(byte[] json, String... names) {
        Objects.requireNonNull(json, "json");
        @Nullable String[] texts = new @Nullable String[names.length];
        try (JsonParser in = Parsing.FACTORY.createParser(json)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonException("Cannot read JSON: it is no object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                int name = indexOf(names, in.currentName());
                JsonToken value = in.nextToken();
                if (name >= 0) {
                    texts[name] = text(in, value, names[name]);
                }
                in.skipChildren();
            }
            if (in.nextToken() != null) {
                throw ReadFailure.trailing();
            }
        } catch (IOException e) {
            throw ReadFailure.of(e, FlatFields.class);
        }
        return texts;
    }

    private static int indexOf(String[] names, String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable String text(JsonParser in, JsonToken value, String name) throws IOException {
        if (value.isStructStart()) {
            throw new JsonException("Cannot read JSON: " + name + " is an object or an array and no plain value");
        }
        return value == JsonToken.VALUE_NULL ? null : in.getText();
    }
}
