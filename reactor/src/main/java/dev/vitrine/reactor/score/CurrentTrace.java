package dev.vitrine.reactor.score;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The observation in which code runs.
 *
 * @param environment the one that the observation is exported with; null for the client's
 */
public record CurrentTrace(
        String traceId, String observationId, @Nullable String environment) {
    public CurrentTrace {
        Objects.requireNonNull(traceId, "traceId");
        Objects.requireNonNull(observationId, "observationId");
    }
}
