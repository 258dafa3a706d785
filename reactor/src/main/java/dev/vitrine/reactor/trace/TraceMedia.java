package dev.vitrine.reactor.trace;

import java.util.function.Consumer;

/** The step in which media in trace data are replaced by references, before masking and encoding. */
@FunctionalInterface
public interface TraceMedia {
    /** Leaves every value as it is. */
    TraceMedia NONE = (value, place, result) -> result.accept(value);

    /**
     * Gives {@code result} the value to be written in place of {@code value}: at once, or later from any thread, and in
     * any case once. Until then the observation stays open behind its end, which keeps its time; a limit on that wait is
     * this step's own. Must not block, and must not change {@code value}.
     */
    void replace(Object value, Place place, Consumer<Object> result);

    /** Where a value stands: what the platform links its media to. */
    record Place(String traceId, String observationId, TraceField field) {}
}
