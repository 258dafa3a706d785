package dev.vitrine.reactor.transfer;

import dev.vitrine.VitrineException;
import org.jspecify.annotations.Nullable;

/** A blob that was not stored. Says at which stage, after how many attempts, and with which status of the store. */
public class UploadException extends VitrineException {
    private static final long serialVersionUID = 1L;
    private final Stage stage;
    private final int attempts;
    private final int status;

    /** @param status the store's or platform's HTTP status, 0 where there was none */
    public UploadException(String message, Stage stage, int attempts, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.stage = stage;
        this.attempts = attempts;
        this.status = status;
    }

    public Stage stage() {
        return stage;
    }

    public int attempts() {
        return attempts;
    }

    public int status() {
        return status;
    }

    /** The steps of an upload. */
    public enum Stage {
        DIGEST,
        REQUEST_URL,
        TRANSFER,
        CONFIRM
    }
}
