package dev.vitrine.embedded.media;

import org.jspecify.annotations.Nullable;

/** A valid request for an upload: either a trace or a dataset item is named. */
record MediaRequest(
        String contentType,
        long contentLength,
        String sha256Base64,
        String field,
        @Nullable String traceId,
        @Nullable String observationId,
        @Nullable String datasetId,
        @Nullable String datasetItemId) {}
