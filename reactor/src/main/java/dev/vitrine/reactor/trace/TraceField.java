package dev.vitrine.reactor.trace;

import dev.vitrine.trace.LangfuseAttributes;

/** A field that takes any value, and media in it. */
public enum TraceField {
    INPUT("input", LangfuseAttributes.OBSERVATION_INPUT, LangfuseAttributes.TRACE_INPUT),
    OUTPUT("output", LangfuseAttributes.OBSERVATION_OUTPUT, LangfuseAttributes.TRACE_OUTPUT),
    METADATA("metadata", LangfuseAttributes.OBSERVATION_METADATA, LangfuseAttributes.TRACE_METADATA);

    private final String wireValue;
    private final String observationAttribute;
    private final String traceAttribute;

    TraceField(String wireValue, String observationAttribute, String traceAttribute) {
        this.wireValue = wireValue;
        this.observationAttribute = observationAttribute;
        this.traceAttribute = traceAttribute;
    }

    /** Its name where media are uploaded for it. */
    public String wireValue() {
        return wireValue;
    }

    String attribute(boolean ofTrace) {
        return ofTrace ? traceAttribute : observationAttribute;
    }
}
