package dev.vitrine.media;

import dev.vitrine.VitrineException;
import org.jspecify.annotations.Nullable;

/** Data that cannot be walked to its end: a cycle, a limit, or an object that cannot be read. The message has the path. */
public class MediaTreeException extends VitrineException {
    private static final long serialVersionUID = 1L;

    public MediaTreeException(String message) {
        super(message);
    }

    public MediaTreeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
