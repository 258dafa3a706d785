package dev.vitrine.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.vitrine.VitrineException;
import java.io.EOFException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Turns what came out of Jackson into a {@link JsonException}. Jackson's own messages quote the JSON, so neither they nor
 * the exceptions are passed on.
 */
final class ReadFailure {
    private static final int LONGEST_CHAIN = 64;

    private ReadFailure() {}

    static VitrineException of(Throwable failure, Type type) {
        String what = "Cannot read JSON as " + type.getTypeName() + ": ";
        @Nullable Throwable cause = failure;
        for (int i = 0; cause != null && i < LONGEST_CHAIN; i++, cause = cause.getCause()) {
            if (cause instanceof JsonException known) {
                return known;
            }
            if (cause instanceof StreamConstraintsException) {
                return new JsonException(what + "it is nested deeper than 1000, or has a number beyond 1000 digits");
            }
            if (cause instanceof JsonParseException malformed) {
                return new JsonException(what + "malformed" + at(malformed.getLocation()));
            }
            if (cause instanceof EOFException || cause instanceof StackOverflowError) {
                return new JsonException(what + "it ends too early or is nested too deep");
            }
            if (!(cause instanceof JacksonException) && !(cause instanceof java.io.UncheckedIOException)) {
                return new JsonException(
                        what + Pointers.place(Pointers.of(failure)) + " was refused with "
                                + cause.getClass().getName(),
                        cause);
            }
        }
        String at = failure instanceof JsonMappingException mapping ? at(mapping.getLocation()) : "";
        return new JsonException(what + Pointers.place(Pointers.of(failure)) + at + " does not fit");
    }

    static JsonException endsEarly() {
        return new JsonException("JSON is empty or ends too early");
    }

    static JsonException trailing() {
        return new JsonException("JSON is followed by something else");
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
