package dev.vitrine.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import dev.vitrine.VitrineException;
import dev.vitrine.media.MediaTreeException;
import org.jspecify.annotations.Nullable;

/** Turns what came out of Jackson into what the encoder signals: the place and the kind, never the value. */
final class WriteFailure {
    private static final int LONGEST_CHAIN = 64;

    private WriteFailure() {}

    static VitrineException of(Throwable failure, String written) {
        String pointer = deeper(written, Pointers.of(failure));
        @Nullable Class<?> type = null;
        @Nullable Throwable cause = failure;
        for (int i = 0; cause != null && i < LONGEST_CHAIN; i++, cause = cause.getCause()) {
            if (cause instanceof MediaTreeException known) {
                return known;
            }
            if (cause instanceof JsonException known) {
                return new JsonException("Cannot write " + Pointers.place(pointer) + ": " + known.getMessage());
            }
            if (cause instanceof StackOverflowError) {
                return MediaTreeException.endless(pointer);
            }
            if (cause instanceof InvalidDefinitionException definition && definition.getType() != null) {
                type = definition.getType().getRawClass();
            }
            if (!(cause instanceof JacksonException) && !isWrapper(cause)) {
                return new JsonException(
                        "Cannot write " + Pointers.place(pointer) + ": reading it failed with "
                                + cause.getClass().getName(),
                        cause);
            }
        }
        return new JsonException("Cannot write " + Pointers.place(pointer) + ": "
                + (type == null
                        ? "a serializer failed"
                        : type.getName() + " has no JSON form; give a map, a record or an object with properties"));
    }

    private static boolean isWrapper(Throwable cause) {
        return cause.getCause() != null
                && (cause instanceof java.lang.reflect.InvocationTargetException
                        || cause instanceof java.io.UncheckedIOException);
    }

    /** Jackson's is the exact one, but lacks what a serializer does not report. */
    private static String deeper(String written, String reported) {
        return segments(reported) >= segments(written) ? reported : written;
    }

    private static long segments(String pointer) {
        return pointer.chars().filter(c -> c == '/').count();
    }
}
