package dev.vitrine.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is evaluated. */
public enum EvaluationScope {
    @JsonProperty("traces")
    TRACES("traces", "timestamp"),
    @JsonProperty("observations")
    OBSERVATIONS("observations", "startTime");

    private final String wireValue;
    private final String timeColumn;

    EvaluationScope(String wireValue, String timeColumn) {
        this.wireValue = wireValue;
        this.timeColumn = timeColumn;
    }

    /** {@code traces} or {@code observations}. */
    public String wireValue() {
        return wireValue;
    }

    /** The column by which filters tell the time of an item. */
    public String timeColumn() {
        return timeColumn;
    }
}
