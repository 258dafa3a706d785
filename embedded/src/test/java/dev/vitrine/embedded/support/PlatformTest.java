package dev.vitrine.embedded.support;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.embedded.EmbeddedLangfuseBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A fresh platform for each test, and the steps that many of them begin with. */
@ExtendWith(LeakGuard.class)
public abstract class PlatformTest {
    protected static final Duration PATIENCE = Duration.ofSeconds(20);
    protected static final String PNG = "image/png";

    protected final MovableClock clock = new MovableClock("2026-11-21T12:00:00.000Z");
    private @Nullable EmbeddedLangfuse started;

    /** Changes the settings of the platform. */
    protected void configure(EmbeddedLangfuseBuilder builder) {}

    @BeforeEach
    void startPlatform() {
        EmbeddedLangfuseBuilder builder = EmbeddedLangfuse.builder().clock(clock);
        configure(builder);
        started = builder.start().block(PATIENCE);
    }

    @AfterEach
    void stopPlatform() {
        platform().disposeLater().block(PATIENCE);
    }

    protected EmbeddedLangfuse platform() {
        return Objects.requireNonNull(started);
    }

    protected Api api() {
        return Api.of(platform());
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Creates a dataset; its id. */
    protected String dataset(String name) {
        return api().post("/api/public/v2/datasets", "{\"name\":\"" + name + "\"}")
                .json()
                .get("id")
                .asText();
    }

    protected Answer item(String json) {
        return api().post("/api/public/dataset-items", json);
    }

    protected JsonNode items(String query) {
        return api().get("/api/public/dataset-items?" + query).json();
    }

    protected static String traceRequest(byte[] content, String contentType) {
        return """
            {"traceId":"trace-1","field":"input","contentType":"%s","contentLength":%d,"sha256Hash":"%s"}""".formatted(contentType, content.length, Api.sha256(content));
    }

    protected static String itemRequest(
            byte[] content, String contentType, String datasetId, String itemId, String field) {
        return """
            {"datasetId":"%s","datasetItemId":"%s","field":"%s","contentType":"%s","contentLength":%d,"sha256Hash":"%s"}""".formatted(datasetId, itemId, field, contentType, content.length, Api.sha256(content));
    }

    protected Answer requestUpload(byte[] content, String contentType) {
        return api().post("/api/public/media", traceRequest(content, contentType));
    }

    protected String uploadUrl(byte[] content, String contentType) {
        return requestUpload(content, contentType).json().get("uploadUrl").asText();
    }

    protected Answer confirm(byte[] content, int status) {
        return api().patch(
                        "/api/public/media/" + Api.mediaId(content),
                        "{\"uploadedAt\":\"2026-11-21T12:00:00Z\",\"uploadHttpStatus\":" + status + "}");
    }

    protected Answer media(byte[] content) {
        return api().get("/api/public/media/" + Api.mediaId(content));
    }

    /** Uploads content as a PNG; its reference string. */
    protected String uploaded(byte[] content) {
        Answer put = Api.put(uploadUrl(content, PNG), PNG, content);
        if (put.status() != 200 || confirm(content, 200).status() != 200) {
            throw new AssertionError("upload failed: " + put.text());
        }
        return reference(content);
    }

    protected static String reference(byte[] content) {
        return "@@@langfuseMedia:type=image/png|id=" + Api.mediaId(content) + "|source=bytes@@@";
    }
}
