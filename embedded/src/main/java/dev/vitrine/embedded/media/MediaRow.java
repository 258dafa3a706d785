package dev.vitrine.embedded.media;

import org.jspecify.annotations.Nullable;

/**
 * What the platform knows of one media of a project. It never looks into the bucket: the status is what the client
 * reported.
 *
 * @param status the reported status of the upload, 0 for none
 */
record MediaRow(
        String mediaId,
        String sha256Base64,
        String contentType,
        long contentLength,
        String key,
        int status,
        @Nullable String uploadedAt,
        @Nullable String error) {

    boolean uploaded() {
        return status == 200 || status == 201;
    }

    MediaRow declared(String contentType, long contentLength, String key) {
        return new MediaRow(mediaId, sha256Base64, contentType, contentLength, key, status, uploadedAt, error);
    }

    MediaRow reported(String uploadedAt, int status, @Nullable String error) {
        return new MediaRow(mediaId, sha256Base64, contentType, contentLength, key, status, uploadedAt, error);
    }
}
