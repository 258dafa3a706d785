package dev.vitrine.embedded.trace;

import org.jspecify.annotations.Nullable;

/**
 * A media of a trace or an observation: announced for it, referred to in its data, or both.
 *
 * @param traceId the trace
 * @param observationId the observation; null if it belongs to the trace itself
 * @param field {@code input}, {@code output} or {@code metadata}
 * @param reference the reference as it stands in the data; null if it was announced only
 * @param linked whether the client announced it for this place
 * @param uploaded whether the client reported its upload as done
 * @param contentType of the media record; null if there is no such record
 * @param contentLength of the media record in bytes; 0 if there is no such record
 */
public record EmbeddedMedia(
        String mediaId,
        String traceId,
        @Nullable String observationId,
        String field,
        @Nullable String reference,
        boolean linked,
        boolean uploaded,
        @Nullable String contentType,
        long contentLength) {}
