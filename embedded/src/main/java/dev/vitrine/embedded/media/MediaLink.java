package dev.vitrine.embedded.media;

import org.jspecify.annotations.Nullable;

/**
 * That a media was declared for a place.
 *
 * @param traceId the trace, for media of traces and observations
 * @param observationId the observation, if it is not the trace itself
 * @param datasetId the dataset, for media of items
 * @param datasetItemId the item, which need not exist yet
 * @param field the field in which the media is announced
 */
public record MediaLink(
        String mediaId,
        @Nullable String traceId,
        @Nullable String observationId,
        @Nullable String datasetId,
        @Nullable String datasetItemId,
        String field) {}
