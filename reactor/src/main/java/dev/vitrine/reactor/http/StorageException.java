package dev.vitrine.reactor.http;

import dev.vitrine.VitrineException;
import org.jspecify.annotations.Nullable;

/** A store answered a transfer with something else than success, or not at all (status 0). */
public class StorageException extends VitrineException {
    private static final long serialVersionUID = 1L;
    private final int status;

    public StorageException(String message, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
