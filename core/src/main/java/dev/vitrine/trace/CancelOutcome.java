package dev.vitrine.trace;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an observation says when its subscriber cancelled. Cancelling is routine ({@code take}, {@code timeout},
 * {@code switchMap}, a client that went away), so that it is a warning unless said otherwise.
 */
public record CancelOutcome(Level level, @Nullable String statusMessage) {
    public static final CancelOutcome WARNING = new CancelOutcome(Level.WARNING, "cancelled");
    public static final CancelOutcome ERROR = new CancelOutcome(Level.ERROR, "cancelled");

    /** Ended like one that completed. */
    public static final CancelOutcome DEFAULT = new CancelOutcome(Level.DEFAULT, null);

    public CancelOutcome {
        Objects.requireNonNull(level, "level");
    }
}
