package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What a store sees that S3Proxy does not complain about, and stores that break off. */
class SignedTransferWireTests {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private final MockWebServer server = new MockWebServer();
    private final HttpRuntime http = HttpRuntime.create(HttpSettings.builder("http://127.0.0.1:9")
            .basicAuth("pk", "sk-secret")
            .header("x-amz-meta-ours", "1")
            .header("X-Gateway-Key", "1")
            .customizer(client -> client.followRedirect(true)
                    .headers(headers ->
                            headers.set("Authorization", "Bearer customized").set("x-amz-acl", "public-read")))
            .build());

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void close() {
        http.disposeLater().block(WAIT);
        server.close();
    }

    @Test
    void send_signedUrl_carriesNoCredentialsAndNoUnsignedAmzHeader() throws Exception {
        server.enqueue(new MockResponse.Builder().code(200).build());
        put(Map.of("Content-Type", "image/png", "x-amz-checksum-sha256", "abc", "Content-Length", "99"))
                .block(WAIT);

        RecordedRequest request = taken();
        assertThat(request.getHeaders().names())
                .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                .containsExactlyInAnyOrder(
                        "host", "User-Agent", "accept", "Content-Type", "x-amz-checksum-sha256", "Content-Length");
        assertThat(request.getHeaders().get("Content-Length")).isEqualTo("5");
        assertThat(request.getChunkSizes()).isNullOrEmpty();
        assertThat(request.getTarget()).isEqualTo("/b/k?X-Amz-Signature=s");
    }

    @Test
    void get_signedUrl_carriesNoCredentials() throws Exception {
        server.enqueue(new MockResponse.Builder().code(200).body("hello").build());
        assertThat(http.storage().get(url(), WAIT).map(ByteBuffer::remaining).blockLast(WAIT))
                .isEqualTo(5);

        assertThat(taken().getHeaders().names()).containsExactlyInAnyOrder("host", "User-Agent", "accept");
    }

    @Test
    void sendAndGet_redirected_areNotFollowed() {
        for (int i = 0; i < 2; i++) {
            server.enqueue(new MockResponse.Builder()
                    .code(307)
                    .setHeader("Location", "/elsewhere")
                    .build());
        }

        assertThat(Objects.requireNonNull(put(Map.of()).block(WAIT)).status()).isEqualTo(307);
        StepVerifier.create(http.storage().get(url(), WAIT))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                StorageException.class,
                                e -> assertThat(e.status()).isEqualTo(307)));
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void send_connectionResetMidway_isAStorageExceptionWithoutStatus() {
        server.enqueue(new MockResponse.Builder()
                .code(200)
                .onRequestBody(new SocketEffect.CloseSocket())
                .build());
        Flux<ByteBuffer> large = Flux.range(0, 100).map(i -> ByteBuffer.allocate(100_000));

        StepVerifier.create(http.storage().send("PUT", url(), Map.of(), 10_000_000, large))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                StorageException.class,
                                e -> assertThat(e.status()).isZero())
                        .hasMessageNotContaining("Signature"));
    }

    @Test
    void get_brokenOffMidway_isAStorageExceptionWithoutStatus() {
        server.enqueue(new MockResponse.Builder()
                .code(200)
                .body("x".repeat(500_000))
                .onResponseBody(new SocketEffect.CloseSocket())
                .build());

        StepVerifier.create(http.storage().get(url(), WAIT))
                .thenConsumeWhile(ByteBuffer::hasRemaining)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                StorageException.class,
                                e -> assertThat(e.status()).isZero()));
    }

    private Mono<StorageAnswer> put(Map<String, String> headers) {
        return http.storage()
                .send("PUT", url(), headers, 5, Mono.just(ByteBuffer.wrap("hello".getBytes(StandardCharsets.UTF_8))));
    }

    private SignedUrl url() {
        return SignedUrl.of(server.url("/b/k?X-Amz-Signature=s").toString());
    }

    private RecordedRequest taken() throws InterruptedException {
        return Objects.requireNonNull(server.takeRequest(10, TimeUnit.SECONDS), "no request arrived");
    }
}
