package dev.vitrine.embedded.score;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A score as it is kept.
 *
 * @param number the numeric form: the number, 0 or 1 for a boolean, 0 for a category
 * @param text the text form: the category, {@code True} or {@code False}, the text
 * @param timestamp in milliseconds
 */
record ScoreRow(
        String id,
        String name,
        String dataType,
        double number,
        @Nullable String text,
        Subject subject,
        String source,
        String environment,
        @Nullable String comment,
        @Nullable JsonNode metadata,
        @Nullable String configId,
        @Nullable String queueId,
        long timestamp,
        long createdAt,
        long updatedAt) {

    /** What is scored: one of trace (with or without observation), session and run. */
    record Subject(
            @Nullable String traceId,
            @Nullable String observationId,
            @Nullable String sessionId,
            @Nullable String datasetRunId) {}
}
