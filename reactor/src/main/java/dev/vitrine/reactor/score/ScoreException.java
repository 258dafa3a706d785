package dev.vitrine.reactor.score;

import dev.vitrine.VitrineException;
import org.jspecify.annotations.Nullable;

/** An awaited score that did not arrive. Where an answer or its absence was the reason, it is the cause. */
public class ScoreException extends VitrineException {
    private static final long serialVersionUID = 1L;
    private final Reason reason;
    private final int status;

    ScoreException(Reason reason, String message, int status, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.status = status;
    }

    public Reason reason() {
        return reason;
    }

    /** The platform's status for this score; 0 where there was none. */
    public int status() {
        return status;
    }

    /** Why a score did not arrive. */
    public enum Reason {
        /** The platform could not take such a value. Nothing was sent. */
        INVALID,
        /** The queue is full. Nothing was sent. */
        QUEUE_FULL,
        /** The client is closed, or was before the score was sent. */
        CLOSED,
        /** The platform refused this score. */
        REJECTED,
        /** The platform could not be reached, or not with these keys. */
        UNDELIVERED
    }
}
