package dev.vitrine;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception that Vitrine signals. Unchecked, because it travels as an error signal.
 *
 * <p>A message says what failed, on what, and what to do. It never holds a key, a signed URL's query or content bytes.
 */
public class VitrineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public VitrineException(String message) {
        super(message);
    }

    public VitrineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
