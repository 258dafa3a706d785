package dev.vitrine.reactor.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentType;
import dev.vitrine.json.JsonException;
import dev.vitrine.reactor.http.HttpRuntime;
import dev.vitrine.reactor.http.HttpSettings;
import dev.vitrine.reactor.http.SignedUrl;
import dev.vitrine.reactor.transfer.Admission;
import dev.vitrine.reactor.transfer.BlobInfo;
import dev.vitrine.reactor.transfer.TransferOutcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

class LangfuseMediaStoreTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ID = "LPJNul-wow4m6DsqxbninhsWHlwfp0Je".substring(0, 22);
    private static final BlobInfo HELLO = new BlobInfo(
            ContentDigest.ofContent(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8))), ContentType.TEXT_PLAIN);

    private final MockWebServer server = new MockWebServer();
    private HttpRuntime http =
            HttpRuntime.create(HttpSettings.builder("http://127.0.0.1").build());

    @BeforeEach
    void start() throws IOException {
        server.start();
        http = HttpRuntime.create(
                HttpSettings.builder(server.url("/").toString()).build());
    }

    @AfterEach
    void stop() {
        http.disposeLater().block(PATIENCE);
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage.googleapis.com", "bucket.storage.googleapis.com", "BUCKET.Storage.GoogleApis.com"})
    void request_googleStore_getsContentTypeOnly(String host) {
        assertThat(ticket("https://" + host + "/x?sig=1").headers()).isEqualTo(Map.of("Content-Type", "text/plain"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://s3.example/storage.googleapis.com/x?sig=1",
                "https://evilstorage.googleapis.com/x",
                "http://127.0.0.1:9000/x"
            })
    void request_otherStore_getsChecksumAndBlobType(String url) {
        assertThat(ticket(url).headers())
                .isEqualTo(Map.of(
                        "Content-Type", "text/plain",
                        "x-amz-checksum-sha256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
                        "x-ms-blob-type", "BlockBlob"));
    }

    @Test
    void request_datasetItem_declaresTheBlobAndItsField() throws InterruptedException {
        answer("{\"mediaId\":\"" + ID + "\",\"uploadUrl\":null}");

        StepVerifier.create(store().request(HELLO))
                .expectNext(new Admission.AlreadyStored(ID))
                .verifyComplete();

        assertThat(body())
                .isEqualTo("{\"datasetId\":\"d\",\"datasetItemId\":\"i\",\"field\":\"expectedOutput\","
                        + "\"contentType\":\"text/plain\",\"contentLength\":5,"
                        + "\"sha256Hash\":\"LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=\"}");
    }

    @Test
    void request_unusableUrl_isTypedAndDoesNotShowIt() {
        answer("{\"mediaId\":\"" + ID + "\",\"uploadUrl\":\"ftp://x/y?sig=secret\"}");

        StepVerifier.create(store().request(HELLO))
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(JsonException.class).hasMessageNotContaining("secret"));
    }

    @ParameterizedTest
    @CsvSource({"200, 200", "201, 200", "204, 200", "403, 403", "503, 503"})
    void confirm_anyStatus_isReportedAsTheServerCountsIt(int status, int reported) throws InterruptedException {
        answer("{\"message\":\"OK\"}");

        StepVerifier.create(confirm(status)).verifyComplete();

        assertThat(body())
                .contains("\"uploadHttpStatus\":" + reported + ",", "\"uploadedAt\":\"2026-11-21T12:00:00Z\"");
    }

    @Test
    void confirm_withoutStatus_cannotBeReported() {
        StepVerifier.create(confirm(0)).verifyComplete();

        assertThat(server.getRequestCount()).isZero();
    }

    private reactor.core.publisher.Mono<Void> confirm(int status) {
        return store().confirm(
                        HELLO,
                        new Admission.Ticket(ID, "PUT", SignedUrl.of("http://127.0.0.1/x"), Map.of()),
                        new TransferOutcome(status, "", Instant.parse("2026-11-21T12:00:00Z"), Duration.ofMillis(7)));
    }

    private Admission.Ticket ticket(String url) {
        answer("{\"mediaId\":\"" + ID + "\",\"uploadUrl\":\"" + url + "\"}");
        return (Admission.Ticket) Objects.requireNonNull(store().request(HELLO).block(PATIENCE));
    }

    private LangfuseMediaStore store() {
        return new LangfuseMediaStore(
                http.api(), MediaTarget.datasetItem("d", "i", MediaTarget.ItemField.EXPECTED_OUTPUT));
    }

    private void answer(String json) {
        server.enqueue(new MockResponse.Builder().code(201).body(json).build());
    }

    private String body() throws InterruptedException {
        RecordedRequest request = server.takeRequest();
        return Objects.requireNonNull(request.getBody()).utf8();
    }
}
