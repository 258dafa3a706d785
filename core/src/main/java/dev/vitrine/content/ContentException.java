package dev.vitrine.content;

import dev.vitrine.VitrineException;
import org.jspecify.annotations.Nullable;

/** Content that cannot be used: empty, unreadable, missing, a directory, or a malformed data URI. */
public class ContentException extends VitrineException {
    private static final long serialVersionUID = 1L;

    public ContentException(String message) {
        super(message);
    }

    public ContentException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
