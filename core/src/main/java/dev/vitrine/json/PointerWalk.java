package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import dev.vitrine.media.MediaOccurrence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows JSON pointers through the bytes, without a tree. */
final class PointerWalk {
    private PointerWalk() {}

    static JsonValue at(JsonValue value, String pointer) {
        JsonPointer left = JsonPointer.compile(Objects.requireNonNull(pointer, "pointer"));
        try (HydratingParser in = value.parser()) {
            if (in.nextToken() == null) {
                throw ReadFailure.endsEarly();
            }
            JsonValue found = find(in, left);
            if (in.nextToken() != null) {
                throw ReadFailure.trailing();
            }
            return found == null ? JsonValue.nullValue() : found;
        } catch (IOException e) {
            throw ReadFailure.of(e, JsonValue.class);
        }
    }

    /** Reads the current value to its end. Of equal keys the last counts, as in a map. */
    private static @Nullable JsonValue find(HydratingParser in, JsonPointer pointer) throws IOException {
        if (pointer.matches()) {
            return in.cut();
        }
        @Nullable JsonValue found = null;
        if (in.hasToken(JsonToken.START_OBJECT)) {
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = pointer.matchesProperty(in.currentName());
                in.nextToken();
                if (wanted) {
                    found = find(in, pointer.tail());
                } else {
                    in.skipChildren();
                }
            }
        } else if (in.hasToken(JsonToken.START_ARRAY)) {
            for (int i = 0; in.nextToken() != JsonToken.END_ARRAY; i++) {
                if (pointer.matchesElement(i)) {
                    found = find(in, pointer.tail());
                } else {
                    in.skipChildren();
                }
            }
        }
        return found;
    }

    static List<MediaOccurrence> occurrences(JsonValue value) {
        List<MediaOccurrence> found = new ArrayList<>();
        try (HydratingParser in = value.parser()) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                Object media = in.media();
                if (media != null) {
                    found.add(new MediaOccurrence(
                            in.getParsingContext().pathAsPointer().toString(), media));
                }
            }
            return found;
        } catch (IOException e) {
            throw ReadFailure.of(e, JsonValue.class);
        }
    }
}
