package dev.vitrine.json;

import dev.vitrine.VitrineException;
import org.jspecify.annotations.Nullable;

/** JSON that cannot be read, written or converted. The message has the place and the kind of value, never its text. */
public class JsonException extends VitrineException {
    private static final long serialVersionUID = 1L;

    public JsonException(String message) {
        super(message);
    }

    public JsonException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
