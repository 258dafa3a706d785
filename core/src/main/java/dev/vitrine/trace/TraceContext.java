package dev.vitrine.trace;

import org.jspecify.annotations.Nullable;

/**
 * A known trace that an observation is to join, as carried by a message or a job.
 *
 * <p>Nothing is checked here: ids come from outside, and a wrong one must not break the work. A trace id that is not
 * valid is ignored with a warning, and so is the parent's; without a trace id the parent is ignored.
 *
 * @param traceId the trace, 32 lower-case hexadecimal digits
 * @param parentObservationId the parent, 16 lower-case hexadecimal digits; null for one that is made up
 */
public record TraceContext(
        @Nullable String traceId, @Nullable String parentObservationId) {

    public static TraceContext of(@Nullable String traceId) {
        return new TraceContext(traceId, null);
    }

    public TraceContext parent(@Nullable String observationId) {
        return new TraceContext(traceId, observationId);
    }
}
