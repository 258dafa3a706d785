package dev.vitrine.embedded.media;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.json.JsonOut;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Upload requests, reports of uploads, and reading of media records. */
public final class MediaEndpoints {
    private static final byte[] OK = "{\"message\":\"OK\"}".getBytes(StandardCharsets.US_ASCII);

    private final Function<String, MediaTable> tables;
    private final BiPredicate<String, String> datasetExists;
    private final MediaUrls urls;
    private final long maxContentLength;

    /**
     * The endpoints.
     *
     * @param tables the media of a project
     * @param datasetExists whether a project has a dataset of this id
     */
    public MediaEndpoints(
            Function<String, MediaTable> tables,
            BiPredicate<String, String> datasetExists,
            MediaUrls urls,
            long maxContentLength) {
        this.tables = tables;
        this.datasetExists = datasetExists;
        this.urls = urls;
        this.maxContentLength = maxContentLength;
    }

    /** {@code POST /api/public/media}. */
    public Reply request(Call call) {
        MediaRequest request = MediaValidation.check(call.body());
        if (request.contentLength() > maxContentLength) {
            throw ApiFailure.badRequest("File size must be less than " + maxContentLength + " bytes");
        }
        MediaTable table = table(call);
        MediaTable.Declared declared = table.declare(request);
        link(call, table, declared.row().mediaId(), request);
        JsonOut out = new JsonOut(1024);
        out.raw("{\"mediaId\":").string(declared.row().mediaId());
        out.raw(",\"uploadUrl\":").string(declared.wanted() ? urls.upload(declared.row()) : null);
        return Reply.json(201, out.ascii('}').toByteArray());
    }

    /** {@code PATCH /api/public/media/{id}}: whatever was before, the last report counts. */
    public Reply confirm(Call call) {
        JsonNode body = call.body();
        if (!body.isObject()) {
            throw ApiFailure.invalid(List.of(Issues.wrongType("object", body)));
        }
        List<ObjectNode> issues = new ArrayList<>();
        Instant uploadedAt = date(body.get("uploadedAt"));
        if (uploadedAt == null) {
            issues.add(Issues.invalidDate("uploadedAt"));
        }
        int status = status(body.get("uploadHttpStatus"), issues);
        JsonNode error = body.path("uploadHttpError");
        if (!error.isMissingNode() && !error.isNull() && !error.isTextual()) {
            issues.add(Issues.wrongType("string", error, "uploadHttpError"));
        }
        JsonNode time = body.path("uploadTimeMs");
        if (!time.isMissingNode() && !time.isNull() && !time.isNumber()) {
            issues.add(Issues.wrongType("number", time, "uploadTimeMs"));
        }
        if (uploadedAt == null || !issues.isEmpty()) {
            throw ApiFailure.invalid(issues);
        }
        String kept = status == 200 ? null : error.textValue();
        if (!table(call).report(call.segment(), Iso.text(uploadedAt), status, kept)) {
            throw ApiFailure.notFound("Media asset " + call.segment() + " not found in project "
                    + call.tenant().projectId());
        }
        return Reply.json(200, OK);
    }

    /** {@code GET /api/public/media/{id}}. */
    public Reply get(Call call) {
        MediaRow row = table(call).find(call.segment());
        if (row == null) {
            throw ApiFailure.notFound("Media asset not found");
        }
        if (row.status() == 0) {
            throw ApiFailure.notFound("Media not yet uploaded");
        }
        if (!row.uploaded()) {
            throw ApiFailure.notFound("Media upload failed with status " + row.status() + ": \n " + row.error());
        }
        ObjectNode body = Json.object()
                .put("mediaId", row.mediaId())
                .put("contentType", row.contentType())
                .put("contentLength", row.contentLength())
                .put("uploadedAt", row.uploadedAt())
                .put("url", urls.download(row))
                .put("urlExpiry", urls.downloadExpiry());
        return Reply.json(200, Json.bytes(body));
    }

    private void link(Call call, MediaTable table, String mediaId, MediaRequest request) {
        String datasetId = request.datasetId();
        if (request.traceId() != null) {
            if (!request.traceId().isEmpty()) {
                table.link(new MediaLink(
                        mediaId, request.traceId(), request.observationId(), null, null, request.field()));
            }
            return;
        }
        String itemId = request.datasetItemId();
        if (datasetId == null || datasetId.isEmpty() || itemId == null || itemId.isEmpty()) {
            return;
        }
        if (!datasetExists.test(call.tenant().projectId(), datasetId)) {
            throw ApiFailure.typed(500, "InternalServerError", "Failed to get media upload URL");
        }
        table.link(new MediaLink(mediaId, null, null, datasetId, itemId, request.field()));
    }

    private MediaTable table(Call call) {
        return tables.apply(call.tenant().projectId());
    }

    private static @Nullable Instant date(@Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        return value.isNumber() ? Instant.ofEpochMilli(value.longValue()) : Iso.parse(value.asText());
    }

    private static int status(@Nullable JsonNode value, List<ObjectNode> issues) {
        if (value == null || !value.isNumber()) {
            issues.add(Issues.wrongType("number", value, "uploadHttpStatus"));
            return 0;
        }
        if (value.doubleValue() != Math.rint(value.doubleValue())) {
            issues.add(Issues.wrongType("int", value, "uploadHttpStatus"));
        } else if (value.doubleValue() <= 0) {
            issues.add(Issues.tooSmall("number", 0, false, null, "uploadHttpStatus"));
        }
        return value.intValue();
    }
}
