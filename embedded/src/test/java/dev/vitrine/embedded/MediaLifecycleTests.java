package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformTest;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases 1 to 7, 13 and 19 to 27 of the media API. */
class MediaLifecycleTests extends PlatformTest {
    private static final byte[] CONTENT = bytes("not really a picture");
    private static final String OK = "{\"message\":\"OK\"}";

    private void assertNotFound(byte[] content, String message) {
        Answer answer = media(content);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("message").asText()).isEqualTo(message);
        assertThat(answer.json().get("error").asText()).isEqualTo("LangfuseNotFoundError");
    }

    @Test
    void upload_endToEnd_givesTheSameBytesBack() {
        String url = uploadUrl(CONTENT, PNG);
        Answer put = Api.put(url, PNG, CONTENT);
        assertThat(put.status()).isEqualTo(200);
        assertThat(put.bytes()).isEmpty();
        Answer confirmed = confirm(CONTENT, 200);
        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(confirmed.text()).isEqualTo(OK);
        JsonNode media = media(CONTENT).json();
        assertThat(media.get("mediaId").asText()).isEqualTo(Api.mediaId(CONTENT));
        assertThat(media.get("contentType").asText()).isEqualTo(PNG);
        assertThat(media.get("contentLength").asInt()).isEqualTo(CONTENT.length);
        assertThat(media.get("uploadedAt").asText()).isEqualTo("2026-11-21T12:00:00.000Z");
        assertThat(media.get("urlExpiry").asText()).isEqualTo("2026-11-21T13:00:00.000Z");
        Answer download = Api.fetch(media.get("url").asText());
        assertThat(download.status()).isEqualTo(200);
        assertThat(download.bytes()).isEqualTo(CONTENT);
        assertThat(download.header("content-type")).isEqualTo(PNG);
        assertThat(download.header("content-length")).isEqualTo(Integer.toString(CONTENT.length));
    }

    @Test
    void get_beforeAnything_andBeforeTheReport() {
        assertNotFound(CONTENT, "Media asset not found");
        Api.put(uploadUrl(CONTENT, PNG), PNG, CONTENT);
        assertNotFound(CONTENT, "Media not yet uploaded");
    }

    @Test
    void report_failure_isTold_andAFreshUrlIsGiven() {
        String first = uploadUrl(CONTENT, PNG);
        api().patch(
                        "/api/public/media/" + Api.mediaId(CONTENT),
                        "{\"uploadedAt\":\"2026-11-21T12:00:00Z\",\"uploadHttpStatus\":500,\"uploadHttpError\":\"boom\"}");
        assertNotFound(CONTENT, "Media upload failed with status 500: \n boom");
        clock.advance(Duration.ofSeconds(1));
        assertThat(uploadUrl(CONTENT, PNG)).isNotEqualTo(first);
    }

    @Test
    void report_failureAfterSuccess_takesTheMediaAway_andSuccessBringsItBack() {
        dataset("d");
        String reference = uploaded(CONTENT);
        item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":\"" + reference + "\"}");
        assertThat(confirm(CONTENT, 500).text()).isEqualTo(OK);
        assertNotFound(CONTENT, "Media upload failed with status 500: \n null");
        assertThat(api().get("/api/public/dataset-items/i").json().get("mediaReferences"))
                .isEmpty();
        assertThat(requestUpload(CONTENT, PNG).json().get("uploadUrl").isNull()).isFalse();
        confirm(CONTENT, 200);
        assertThat(api().get("/api/public/dataset-items/i").json().get("mediaReferences"))
                .hasSize(1);
    }

    @Test
    void again_after200_isDeduplicated_after201_isNot() {
        uploaded(CONTENT);
        Answer again = requestUpload(CONTENT, PNG);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo("{\"mediaId\":\"" + Api.mediaId(CONTENT) + "\",\"uploadUrl\":null}");
        confirm(CONTENT, 201);
        assertThat(media(CONTENT).status()).isEqualTo(200);
        assertThat(requestUpload(CONTENT, PNG).json().get("uploadUrl").isNull()).isFalse();
    }

    @Test
    void report_204_countsAsFailed() {
        Api.put(uploadUrl(CONTENT, PNG), PNG, CONTENT);
        assertThat(confirm(CONTENT, 204).status()).isEqualTo(200);
        assertNotFound(CONTENT, "Media upload failed with status 204: \n null");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"uploadedAt\":\"2026-11-21T12:00:00Z\",\"uploadHttpStatus\":0}|uploadHttpStatus",
                "{\"uploadedAt\":\"2026-11-21T12:00:00Z\",\"uploadHttpStatus\":\"200\"}|uploadHttpStatus",
                "{\"uploadedAt\":\"2026-11-21T12:00:00Z\"}|uploadHttpStatus",
                "{\"uploadedAt\":\"soon\",\"uploadHttpStatus\":200}|uploadedAt",
                "{\"uploadHttpStatus\":200}|uploadedAt",
                "{\"uploadedAt\":\"2026-11-21T12:00:00Z\",\"uploadHttpStatus\":200,\"uploadHttpError\":7}|uploadHttpError"
            })
    void report_invalid_is400_andChangesNothing(String body, String field) {
        uploadUrl(CONTENT, PNG);
        Answer answer = api().patch("/api/public/media/" + Api.mediaId(CONTENT), body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/0/path/0").asText()).isEqualTo(field);
        assertNotFound(CONTENT, "Media not yet uploaded");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {"\"2026-11-20T12:42:18.747745Z\"", "\"2026-11-20T13:42:18.747999999+01:00\"", "1795178538747"})
    void report_anyDate_isTaken(String date) {
        uploadUrl(CONTENT, PNG);
        assertThat(api().patch(
                                "/api/public/media/" + Api.mediaId(CONTENT),
                                "{\"uploadedAt\":" + date
                                        + ",\"uploadHttpStatus\":200,\"uploadHttpError\":\"\",\"uploadTimeMs\":1}")
                        .text())
                .isEqualTo(OK);
        assertThat(media(CONTENT).json().get("uploadedAt").asText()).endsWith("8.747Z");
    }

    @Test
    void report_unknownMedia_is404() {
        assertThat(confirm(CONTENT, 200).json().get("message").asText())
                .isEqualTo("Media asset " + Api.mediaId(CONTENT) + " not found in project embedded-project");
    }

    @Test
    void declaredLengthDiffers_putIs403_andTheRightOneSucceeds() {
        String wrong =
                traceRequest(CONTENT, PNG).replace("\"contentLength\":" + CONTENT.length, "\"contentLength\":100");
        String url =
                api().post("/api/public/media", wrong).json().get("uploadUrl").asText();
        assertThat(Api.put(url, PNG, CONTENT).status()).isEqualTo(403);
        uploaded(CONTENT);
        assertThat(media(CONTENT).json().get("contentLength").asInt()).isEqualTo(CONTENT.length);
    }

    @Test
    void flippedByte_is400_andLeavesNoObject() {
        byte[] flipped = CONTENT.clone();
        flipped[3] ^= 1;
        String url = uploadUrl(CONTENT, PNG);
        Answer put = Api.send(Api.putRequest(url, PNG, CONTENT, flipped));
        assertThat(put.status()).isEqualTo(400);
        assertThat(put.text()).contains("<Code>BadDigest</Code>");
        assertThat(platform().storage().objectCount()).isZero();
        assertThat(platform().storage().fileCount().block(PATIENCE)).isZero();
    }

    @Test
    void anotherContentType_movesTheKeyAtOnce_untilTheSecondPut() {
        dataset("d");
        String reference = uploaded(CONTENT);
        item("{\"datasetName\":\"d\",\"id\":\"i\",\"input\":\"" + reference + "\"}");
        Answer again = requestUpload(CONTENT, "image/jpeg");
        String url = again.json().get("uploadUrl").asText();
        assertThat(url).contains(Api.mediaId(CONTENT) + ".jpeg?");
        JsonNode media = media(CONTENT).json();
        assertThat(media.get("contentType").asText()).isEqualTo("image/jpeg");
        Answer dead = Api.fetch(media.get("url").asText());
        assertThat(dead.status()).isEqualTo(404);
        assertThat(dead.text()).contains("<Code>NoSuchKey</Code>");
        String itemUrl = api().get("/api/public/dataset-items/i")
                .json()
                .at("/mediaReferences/0/media/url")
                .asText();
        assertThat(Api.fetch(itemUrl).status()).isEqualTo(404);
        Api.put(url, "image/jpeg", CONTENT);
        Answer alive = Api.fetch(itemUrl);
        assertThat(alive.bytes()).isEqualTo(CONTENT);
        assertThat(alive.header("content-type")).isEqualTo("image/jpeg");
        assertThat(platform().mediaCount()).isEqualTo(1);
    }

    @Test
    void downloadUrl_expires_withinASecondOfItsExpiry() {
        clock.advance(Duration.ofMillis(700));
        uploaded(CONTENT);
        JsonNode media = media(CONTENT).json();
        assertThat(media.get("urlExpiry").asText()).isEqualTo("2026-11-21T13:00:00.700Z");
        clock.advance(Duration.ofMillis(3_599_299));
        assertThat(Api.fetch(media.get("url").asText()).status()).isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        Answer expired = Api.fetch(media.get("url").asText());
        assertThat(expired.status()).isEqualTo(403);
        assertThat(expired.text()).contains("<Code>AccessDenied</Code><Message>Request has expired</Message>");
        assertThat(Api.fetch(media(CONTENT).json().get("url").asText()).status())
                .isEqualTo(200);
    }

    @Test
    void sameBytes_inTwoProjects_areIndependent() {
        EmbeddedLangfuse two = Objects.requireNonNull(EmbeddedLangfuse.builder()
                .project("second", "pk-2", "sk-2")
                .start()
                .block(PATIENCE));
        try {
            String body = traceRequest(CONTENT, PNG);
            JsonNode one = Api.of(two).post("/api/public/media", body).json();
            Api second = Api.withKeys(two, "pk-2", "sk-2");
            assertThat(second.get("/api/public/media/" + Api.mediaId(CONTENT)).status())
                    .isEqualTo(404);
            JsonNode other = second.post("/api/public/media", body).json();
            assertThat(other.get("mediaId")).isEqualTo(one.get("mediaId"));
            assertThat(other.get("uploadUrl").asText()).contains("/second/");
        } finally {
            two.disposeLater().block(PATIENCE);
        }
    }
}
