package dev.vitrine.reactor.media;

import dev.vitrine.json.FlatFields;
import dev.vitrine.json.FlatObject;
import dev.vitrine.json.JsonException;
import dev.vitrine.media.MediaId;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.http.SignedUrl;
import dev.vitrine.reactor.transfer.Admission;
import dev.vitrine.reactor.transfer.BlobInfo;
import dev.vitrine.reactor.transfer.BlobStore;
import dev.vitrine.reactor.transfer.TransferOutcome;
import dev.vitrine.reactor.transfer.UploadException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Langfuse's handshake: register for a target, send to the signed URL, report how it went. */
final class LangfuseMediaStore implements BlobStore {
    private static final String GOOGLE_STORAGE = "storage.googleapis.com";
    private static final int BODY_BYTES = 320;
    private static final byte[] DATASET_ID = FlatObject.name("datasetId");
    private static final byte[] DATASET_ITEM_ID = FlatObject.name("datasetItemId");
    private static final byte[] FIELD = FlatObject.name("field");
    private static final byte[] TRACE_ID = FlatObject.name("traceId");
    private static final byte[] OBSERVATION_ID = FlatObject.name("observationId");
    private static final byte[] CONTENT_TYPE = FlatObject.name("contentType");
    private static final byte[] CONTENT_LENGTH = FlatObject.name("contentLength");
    private static final byte[] SHA256_HASH = FlatObject.name("sha256Hash");
    private static final byte[] UPLOADED_AT = FlatObject.name("uploadedAt");
    private static final byte[] UPLOAD_HTTP_STATUS = FlatObject.name("uploadHttpStatus");
    private static final byte[] UPLOAD_HTTP_ERROR = FlatObject.name("uploadHttpError");
    private static final byte[] UPLOAD_TIME_MS = FlatObject.name("uploadTimeMs");

    private final ApiExchange api;
    private final MediaTarget target;

    LangfuseMediaStore(ApiExchange api, MediaTarget target) {
        this.api = api;
        this.target = target;
    }

    @Override
    public Mono<Admission> request(BlobInfo blob) {
        return Mono.defer(() -> api.exchange(
                        ApiRequest.post("/api/public/media")
                                .json(registration(blob))
                                .repeatable(true) // the same blob for the same target is the same row and link
                                .build(),
                        LangfuseMediaStore::registered)
                .map(answer -> admission(blob, answer)));
    }

    private byte[] registration(BlobInfo blob) {
        FlatObject body = new FlatObject(BODY_BYTES);
        if (target instanceof MediaTarget.OfDatasetItem item) {
            body.text(DATASET_ID, item.datasetId())
                    .text(DATASET_ITEM_ID, item.itemId())
                    .text(FIELD, item.field().wireValue());
        } else if (target instanceof MediaTarget.OfTrace trace) {
            body.text(TRACE_ID, trace.traceId());
            if (trace.observationId() != null) {
                body.text(OBSERVATION_ID, trace.observationId());
            }
            body.text(FIELD, trace.field().wireValue());
        }
        return body.text(CONTENT_TYPE, blob.contentType().value())
                .number(CONTENT_LENGTH, blob.digest().length())
                .text(SHA256_HASH, blob.digest().sha256Base64())
                .end();
    }

    private static Registered registered(byte[] json) {
        @Nullable String[] texts = FlatFields.read(json, "mediaId", "uploadUrl");
        return new Registered(texts[0], texts[1]);
    }

    private static Admission admission(BlobInfo blob, Registered answer) {
        MediaId expected = MediaId.of(blob.digest());
        if (!expected.value().equals(answer.mediaId())) {
            throw new UploadException(
                    "The server gave the media id " + answer.mediaId() + " to content whose id is " + expected
                            + "; nothing was sent, because a reference to it could not be resolved",
                    UploadException.Stage.REQUEST_URL,
                    1,
                    0,
                    null);
        }
        if (answer.uploadUrl() == null) {
            return new Admission.AlreadyStored(expected.value());
        }
        SignedUrl url;
        try {
            url = SignedUrl.of(answer.uploadUrl());
        } catch (IllegalArgumentException e) {
            throw new JsonException("The upload URL of media " + expected + " cannot be used", e);
        }
        return new Admission.Ticket(expected.value(), "PUT", url, headers(blob, url));
    }

    private static Map<String, String> headers(BlobInfo blob, SignedUrl url) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", blob.contentType().value());
        if (!isGoogle(url)) { // which signs neither of these
            headers.put("x-amz-checksum-sha256", blob.digest().sha256Base64());
            headers.put("x-ms-blob-type", "BlockBlob");
        }
        return headers;
    }

    private static boolean isGoogle(SignedUrl url) {
        String host = url.host().toLowerCase(Locale.ROOT);
        return host.equals(GOOGLE_STORAGE) || host.endsWith("." + GOOGLE_STORAGE);
    }

    @Override
    public Mono<Void> confirm(BlobInfo blob, Admission.Ticket ticket, TransferOutcome outcome) {
        if (outcome.status() <= 0) {
            return Mono.empty(); // the server takes no report without a status, and the media stay "not yet uploaded"
        }
        return Mono.defer(() -> api.send(ApiRequest.patch("/api/public/media/{mediaId}")
                .path("mediaId", ticket.id())
                .json(report(outcome))
                .build()));
    }

    private static byte[] report(TransferOutcome outcome) {
        return new FlatObject(BODY_BYTES)
                .text(UPLOADED_AT, outcome.finishedAt().toString())
                .number(UPLOAD_HTTP_STATUS, reported(outcome))
                .text(UPLOAD_HTTP_ERROR, outcome.error())
                .number(UPLOAD_TIME_MS, outcome.took().toMillis())
                .end();
    }

    /**
     * Any success is 200 to the platform, whatever the store said: others it takes for a failure, which even takes away
     * what was there before, and what was reported with the 201 of some stores it never recognizes when the same bytes
     * come again.
     */
    private static int reported(TransferOutcome outcome) {
        return outcome.isSuccess() ? 200 : outcome.status();
    }

    record Registered(@Nullable String mediaId, @Nullable String uploadUrl) {
        /** Without the URL, which is a credential. */
        @Override
        public String toString() {
            return "Registered[" + mediaId + "]";
        }
    }
}
