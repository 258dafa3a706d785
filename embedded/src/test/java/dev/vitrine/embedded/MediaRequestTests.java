package dev.vitrine.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.media.MediaLink;
import dev.vitrine.embedded.support.Answer;
import dev.vitrine.embedded.support.Api;
import dev.vitrine.embedded.support.PlatformTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases 8 to 18 and 22 to 23 of the media API. */
class MediaRequestTests extends PlatformTest {
    private static final byte[] HELLO = bytes("hello");
    private static final String MEDIA = "/api/public/media";
    private static final String HASH = "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=";
    private static final String COMMON =
            "\"contentType\":\"image/png\",\"contentLength\":5,\"sha256Hash\":\"" + HASH + "\"";

    @Test
    void request_answers201_withIdAndUrl() {
        Answer answer = requestUpload(HELLO, "text/plain");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().get("mediaId").asText()).isEqualTo("LPJNul-wow4m6Dsqxbninh");
        String url = answer.json().get("uploadUrl").asText();
        assertThat(url)
                .startsWith(
                        platform().storageUrl()
                                + "/langfuse-media/embedded-project/LPJNul-wow4m6Dsqxbninh.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256")
                .contains("&X-Amz-Date=20261121T120000Z&X-Amz-Expires=3600")
                .contains("&X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bx-amz-checksum-sha256")
                .contains("X-Amz-Content-Sha256=UNSIGNED-PAYLOAD")
                .contains("x-id=PutObject");
        assertThat(answer.json()).hasSize(2);
    }

    static Stream<Arguments> malformedContexts() {
        return Stream.of(
                Arguments.of("neither", ""),
                Arguments.of("observation without trace", "\"observationId\":\"o\",\"field\":\"input\","),
                Arguments.of("trace without field", "\"traceId\":\"t\","),
                Arguments.of("dataset without item", "\"datasetId\":\"d\",\"field\":\"input\","),
                Arguments.of(
                        "both", "\"traceId\":\"t\",\"datasetId\":\"d\",\"datasetItemId\":\"i\",\"field\":\"input\","),
                Arguments.of("output of an item", "\"datasetId\":\"d\",\"datasetItemId\":\"i\",\"field\":\"output\","),
                Arguments.of(
                        "snake case", "\"datasetId\":\"d\",\"datasetItemId\":\"i\",\"field\":\"expected_output\","),
                Arguments.of("expectedOutput of a trace", "\"traceId\":\"t\",\"field\":\"expectedOutput\","));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedContexts")
    void request_malformedContext_isAUnionIssue(String name, String context) {
        Answer answer = api().post(MEDIA, "{" + context + COMMON + "}");
        assertThat(answer.status()).as(name).isEqualTo(400);
        JsonNode issue = answer.json().at("/error/0");
        assertThat(issue.get("code").asText()).isEqualTo("invalid_union");
        assertThat(issue.get("message").asText())
                .isEqualTo("Provide either traceId with field input/output/metadata, or datasetId + datasetItemId with"
                        + " field input/expectedOutput/metadata.");
        assertThat(issue.get("errors")).hasSize(2);
        assertThat(platform().mediaCount()).isZero();
    }

    @Test
    void request_malformedHash_explainsItself() {
        Answer answer = api().post(
                        MEDIA,
                        "{\"traceId\":\"t\",\"field\":\"input\",\"contentType\":\"image/png\","
                                + "\"contentLength\":5,\"sha256Hash\":\"short\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/0/path/0").asText()).isEqualTo("sha256Hash");
        assertThat(answer.json().at("/error/0/message").asText())
                .isEqualTo("Must be a 44 character base64 encoded SHA-256 hash");
    }

    @ParameterizedTest(name = "contentLength {0}")
    @ValueSource(strings = {"0", "-1", "1.5", "\"5\"", "1000000001"})
    void request_lengthOutOfBounds_is400(String length) {
        Answer answer = api().post(
                        MEDIA,
                        "{\"traceId\":\"t\",\"field\":\"input\",\"contentType\":\"image/png\"," + "\"contentLength\":"
                                + length + ",\"sha256Hash\":\"" + HASH + "\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(platform().mediaCount()).isZero();
        assertThat(platform().traceLinks()).isEmpty();
    }

    @Test
    void request_lengthAtTheLimit_isAccepted_overIt_saysSo() {
        String body = "{\"traceId\":\"t\",\"field\":\"input\",\"contentType\":\"image/png\",\"contentLength\":%s,"
                + "\"sha256Hash\":\"" + HASH + "\"}";
        assertThat(api().post(MEDIA, body.formatted("1000000000")).status()).isEqualTo(201);
        assertThat(api().post(MEDIA, body.formatted("1000000001")).text())
                .isEqualTo("{\"message\":\"File size must be less than 1000000000 bytes\","
                        + "\"error\":\"InvalidRequestError\"}");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"invalid", "audio/x-wav", "text/yaml", "image/x-icon", "text/plain; charset=utf-8"})
    void request_contentTypeOutsideTheList_is400(String contentType) {
        assertThat(requestUpload(HELLO, contentType).status()).isEqualTo(400);
        assertThat(platform().mediaCount()).isZero();
    }

    @Test
    void request_unknownDataset_is500_andLeavesTheRow() {
        Answer answer = api().post(MEDIA, itemRequest(HELLO, PNG, "nope", "i", "input"));
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text())
                .isEqualTo("{\"message\":\"Failed to get media upload URL\",\"error\":\"InternalServerError\"}");
        assertThat(platform().mediaCount()).isEqualTo(1);
        assertThat(platform().pendingLinks()).isEmpty();
    }

    @Test
    void request_forAnItem_isPendingOnce_nullsAndUnknownFieldsAreFine() {
        String datasetId = dataset("d");
        String body = itemRequest(HELLO, PNG, datasetId, "i", "input")
                .replaceFirst("\\{", "{\"traceId\":null,\"observationId\":null,\"unknown\":1,");
        assertThat(api().post(MEDIA, body).status()).isEqualTo(201);
        assertThat(api().post(MEDIA, body).status()).isEqualTo(201);
        assertThat(platform().pendingLinks())
                .containsExactly(new MediaLink("LPJNul-wow4m6Dsqxbninh", null, null, datasetId, "i", "input"));
    }

    @Test
    void request_forAnObservation_linksOnlyThat() {
        api().post(MEDIA, "{\"traceId\":\"t\",\"observationId\":\"o\",\"field\":\"output\"," + COMMON + "}");
        assertThat(platform().traceLinks())
                .containsExactly(new MediaLink("LPJNul-wow4m6Dsqxbninh", "t", "o", null, null, "output"));
    }

    @Test
    void request_emptyIds_passButLinkNothing() {
        assertThat(api().post(MEDIA, itemRequest(HELLO, PNG, "", "", "input")).status())
                .isEqualTo(201);
        assertThat(platform().pendingLinks()).isEmpty();
    }

    @Test
    void request_twelveAtOnce_allGetUrlsAndOneId() {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            answers.add(Api.sendAsync(api().request(MEDIA)
                    .header("Content-Type", "application/json")
                    .POST(Api.text(traceRequest(HELLO, PNG)))));
        }
        Set<String> ids = new HashSet<>();
        for (CompletableFuture<Answer> future : answers) {
            Answer answer = future.join();
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.json().get("uploadUrl").isNull()).isFalse();
            ids.add(answer.json().get("mediaId").asText());
        }
        assertThat(ids).hasSize(1);
        assertThat(platform().mediaCount()).isEqualTo(1);
    }
}
