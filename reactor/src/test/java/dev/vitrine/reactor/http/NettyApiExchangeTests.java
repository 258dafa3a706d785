package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.json.JsonException;
import dev.vitrine.reactor.testing.FastTimer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class NettyApiExchangeTests {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final ApiRequest ITEM = ApiRequest.get("/api/items/{id}")
            .path("id", "a/b ü")
            .query("q", "x y&z")
            .build();
    private static final ApiRequest POST = ApiRequest.post("/api/items")
            .json("{\"a\":1}".getBytes(StandardCharsets.UTF_8))
            .build();
    private static final SocketEffect CLOSE = new SocketEffect.CloseSocket();
    private final MockWebServer server = new MockWebServer();
    private final FastTimer timer = new FastTimer();
    private HttpRuntime http =
            HttpRuntime.create(HttpSettings.builder("http://unused").build());
    private ApiExchange api = http.api();

    @BeforeEach
    void start() throws IOException {
        server.start();
        open(settings -> settings);
    }

    @AfterEach
    void close() {
        http.disposeLater().block(WAIT);
        server.close();
    }

    @Test
    void exchange_request_carriesCredentialsHeadersAndEncodedValues() throws Exception {
        answer(ok("{\"x\":1}"));

        assertThat(text(ITEM).block(WAIT)).isEqualTo("{\"x\":1}");

        RecordedRequest request = taken();
        assertThat(request.getTarget()).isEqualTo("/base/api/items/a%2Fb%20%C3%BC?q=x%20y%26z");
        assertThat(request.getHeaders().get("Authorization")).isEqualTo("Basic cGs6c2stc2VjcmV0");
        assertThat(request.getHeaders().get("Accept")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("Accept-Encoding")).isEqualTo("gzip");
        assertThat(request.getHeaders().get("x-sdk-name")).isEqualTo("users");
        assertThat(request.getHeaders().get("User-Agent"))
                .startsWith("vitrine/")
                .doesNotContain("$");
    }

    @Test
    void exchange_body_isJsonWithItsLength() throws Exception {
        answer(ok("{}"));
        text(POST).block(WAIT);

        RecordedRequest request = taken();
        assertThat(Objects.requireNonNull(request.getBody()).utf8()).isEqualTo("{\"a\":1}");
        assertThat(request.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(request.getHeaders().get("Content-Length")).isEqualTo("7");
    }

    @Test
    void exchange_notSubscribed_sendsNothing_subscribedTwice_sendsTwo() {
        answer(ok("1"));
        answer(ok("2"));
        Mono<String> call = text(ITEM);
        assertThat(server.getRequestCount()).isZero();

        assertThat(call.block(WAIT)).isEqualTo("1");
        assertThat(call.block(WAIT)).isEqualTo("2");
    }

    @Test
    void exchange_valueThatIsNoPartOfAPath_isRefusedAndNotRepeated() {
        ApiRequest request = ApiRequest.get("/api/items/{id}").path("id", "..").build();

        StepVerifier.create(Mono.defer(() -> text(request))).verifyError(IllegalArgumentException.class);
        StepVerifier.create(Mono.defer(() -> api.send(request))).verifyError(IllegalArgumentException.class);
        StepVerifier.create(Flux.defer(() -> api.stream(request))).verifyError(IllegalArgumentException.class);
        assertThat(timer.delays()).isEmpty();
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void exchange_gzip_isReadUpToTheLimitOfWhatItBecomes() throws Exception {
        answer(gzip(new byte[5000]));
        answer(gzip(new byte[5001]));
        ApiRequest limited = ApiRequest.get("/api/x").maxAnswerBytes(5000).build();

        assertThat(api.exchange(limited, bytes -> bytes.length).block(WAIT)).isEqualTo(5000);
        StepVerifier.create(api.exchange(limited, bytes -> bytes.length))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ApiException.MalformedAnswer.class)
                        .hasMessageContaining("GET /api/x")
                        .hasMessageContaining("5000"));
    }

    @Test
    void exchange_noContent_isEmpty() {
        answer(new MockResponse.Builder().code(204));
        StepVerifier.create(text(ITEM)).verifyComplete();
    }

    @Test
    void exchange_decoderSaysNotJson_isAMalformedAnswerNamingTheEndpoint_andNotRepeated() {
        answer(ok("<html>welcome to the proxy</html>"));
        Mono<Object> call = api.exchange(ITEM, bytes -> {
            throw new JsonException("unexpected '<' at 1:1");
        });

        StepVerifier.create(call)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(ApiException.MalformedAnswer.class, e -> {
                            assertThat(e.status()).isEqualTo(200);
                            assertThat(e.endpoint()).isEqualTo("GET /api/items/{id}");
                        })
                        .hasMessageContaining("unexpected '<'")
                        .hasMessageNotContaining("a%2Fb"));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void exchange_halfAnAnswer_isRepeated() {
        answer(ok("{\"x\": \"" + "y".repeat(100_000)).onResponseBody(CLOSE));
        answer(ok("whole"));

        assertThat(text(ITEM).block(WAIT)).isEqualTo("whole");
    }

    @Test
    void exchange_tooManyRequests_waitsForTheSecondsOfRetryAfter() {
        answer(status(429).setHeader("Retry-After", "7"));
        answer(ok("1"));

        assertThat(text(ITEM).block(WAIT)).isEqualTo("1");
        assertThat(timer.delays()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void exchange_tooManyRequests_waitsForTheDateOfRetryAfter() {
        answer(status(429).setHeader("Retry-After", "Sat, 21 Nov 2026 12:00:11 GMT"));
        answer(ok("1"));

        assertThat(text(ITEM).block(WAIT)).isEqualTo("1");
        assertThat(timer.delays()).containsExactly(Duration.ofSeconds(11));
    }

    @Test
    void exchange_retryAfterTooLong_isCapped() {
        answer(status(503).setHeader("Retry-After", "3000"));
        answer(ok("1"));

        assertThat(text(ITEM).block(WAIT)).isEqualTo("1");
        assertThat(timer.delays()).containsExactly(Duration.ofSeconds(30));
    }

    @Test
    void exchange_serverErrors_areRepeatedWithGrowingPauses_andTheLastIsSignalled() {
        for (int status : new int[] {500, 502, 408, 503}) {
            answer(status(status));
        }

        StepVerifier.create(text(ITEM))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ApiException.ServerError.class,
                                e -> assertThat(e.status()).isEqualTo(503)));
        assertThat(timer.delays())
                .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void exchange_notRepeatable_isSentOnce() {
        answer(status(500));

        StepVerifier.create(text(POST)).verifyError(ApiException.ServerError.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void exchange_notRepeatableAndCutOff_isSentOnce() {
        answer(ok("1").onResponseStart(CLOSE));

        StepVerifier.create(text(POST))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(ApiException.NoAnswer.class, e -> {
                            assertThat(e.mayHaveArrived()).isTrue();
                            assertThat(e.status()).isZero();
                        }));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void exchange_notConnected_isRepeatedWhateverTheRequest() {
        open(settings -> settings, "http://127.0.0.1:1");

        StepVerifier.create(text(POST))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ApiException.NoAnswer.class,
                                e -> assertThat(e.mayHaveArrived()).isFalse())
                        .hasMessageContaining("127.0.0.1"));
        assertThat(timer.delays()).hasSize(3);
    }

    @Test
    void exchange_noConnectionFreeInTime_failsWithoutHavingBeenSent() {
        open(settings -> settings.retry(RetryPolicy.DEFAULTS.withMaxRetries(0))
                .timeouts(HttpTimeouts.DEFAULTS
                        .withCall(Duration.ofHours(2))
                        .withPendingAcquire(Duration.ofMillis(100))));
        answer(ok("late").headersDelay(10, TimeUnit.SECONDS));
        Disposable first = text(ITEM).subscribe();
        await();

        StepVerifier.create(text(POST))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ApiException.NoAnswer.class,
                                e -> assertThat(e.mayHaveArrived()).isFalse()));
        first.dispose();
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void exchange_otherClientErrors_failAtOnce() {
        answer(status(404).body("{\"message\":\"Dataset not found\",\"error\":\"LangfuseNotFoundError\"}"));

        StepVerifier.create(text(ITEM))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                ApiException.NotFound.class,
                                e -> assertThat(e.code()).contains("LangfuseNotFoundError"))
                        .hasMessageContaining(
                                "GET /api/items/{id} failed with 404 (LangfuseNotFoundError): Dataset not found"));
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void exchange_noAnswerInTime_failsAfterTheCallTimeout() {
        open(settings -> settings.timeouts(HttpTimeouts.DEFAULTS.withCall(Duration.ofMinutes(5)))); // 300 ms
        answer(ok("late").headersDelay(10, TimeUnit.SECONDS));

        StepVerifier.create(text(ITEM))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ApiException.NoAnswer.class)
                        .hasMessageContaining("call timeout of PT5M"));
    }

    @Test
    void exchange_noBytesInTime_failsAfterTheResponseTimeout() {
        open(settings -> settings.retry(RetryPolicy.DEFAULTS.withMaxRetries(0))
                .timeouts(HttpTimeouts.DEFAULTS.withCall(Duration.ofHours(2)).withResponse(Duration.ofMillis(200))));
        answer(ok("late").headersDelay(10, TimeUnit.SECONDS));

        StepVerifier.create(text(ITEM))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ApiException.NoAnswer.class)
                        .hasMessageContaining("response timeout"));
    }

    @Test
    void exchange_cancelled_freesTheConnection() throws Exception {
        answer(ok("late").headersDelay(10, TimeUnit.SECONDS));
        answer(ok("next"));
        StepVerifier.create(text(ITEM))
                .expectSubscription()
                .then(this::await)
                .thenCancel()
                .verify(WAIT);

        assertThat(text(ITEM).block(WAIT)).isEqualTo("next"); // of a pool of one
    }

    @Test
    void exchange_redirectedOnTheSameHost_isFollowedWithCredentials() throws Exception {
        answer(status(307).setHeader("Location", "/elsewhere"));
        answer(ok("there"));

        assertThat(text(ITEM).block(WAIT)).isEqualTo("there");
        taken();
        assertThat(taken().getHeaders().get("Authorization")).isNotNull();
    }

    @Test
    void exchange_redirectedToAnotherHost_takesNoCredentialsAlong() throws Exception {
        try (MockWebServer other = new MockWebServer()) {
            other.start();
            other.enqueue(ok("there").build());
            answer(status(302).setHeader("Location", other.url("/x").toString()));

            assertThat(text(ITEM).block(WAIT)).isEqualTo("there");

            RecordedRequest request = Objects.requireNonNull(other.takeRequest(10, TimeUnit.SECONDS));
            assertThat(request.getHeaders().names())
                    .containsExactlyInAnyOrder("host", "User-Agent", "Accept", "Accept-Encoding");
        }
    }

    @Test
    void exchange_redirectedWithoutEnd_fails() {
        for (int i = 0; i < 4; i++) {
            answer(status(302).setHeader("Location", "/again"));
        }

        StepVerifier.create(text(ITEM))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ApiException.class)
                        .hasMessageContaining("302")
                        .hasMessageContaining("baseUrl"));
        assertThat(server.getRequestCount()).isEqualTo(4);
    }

    @Test
    void exchange_postRedirected_isNotFollowed() {
        answer(status(307).setHeader("Location", "/elsewhere"));

        StepVerifier.create(text(POST)).verifyError(ApiException.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void exchange_failure_namesTheEndpointInItsTrace() {
        answer(status(400));

        assertThatThrownBy(() -> text(ITEM).block(WAIT))
                .satisfies(failure -> assertThat(java.util.Arrays.toString(failure.getSuppressed()))
                        .contains("GET /api/items/{id} [NettyApiExchange]")
                        .doesNotContain("a%2Fb"));
    }

    @Test
    void send_answer_isDropped() {
        answer(ok("x".repeat(100_000)));
        StepVerifier.create(api.send(POST)).verifyComplete();
    }

    @Test
    void stream_answer_arrivesByDemand() {
        answer(ok("x".repeat(400_000)));

        StepVerifier.create(api.stream(ITEM), 0)
                .thenRequest(1)
                .assertNext(piece -> assertThat(piece.isDirect()).isFalse())
                .expectNoEvent(Duration.ofMillis(100))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(ByteBuffer::hasRemaining)
                .verifyComplete();
    }

    @Test
    void stream_failsBeforeTheFirstBuffer_isRepeated_afterIt_isNot() {
        answer(status(500));
        answer(ok("x".repeat(400_000)).onResponseBody(CLOSE));

        StepVerifier.create(api.stream(ITEM))
                .thenConsumeWhile(ByteBuffer::hasRemaining)
                .verifyError(ApiException.NoAnswer.class);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void stream_noFirstBytesInTime_failsAfterTheCallTimeout_laterOnesHaveTheResponseTimeout() {
        open(settings -> settings.timeouts(
                HttpTimeouts.DEFAULTS.withCall(Duration.ofMinutes(5)).withResponse(Duration.ofHours(1))));
        answer(ok("late").headersDelay(10, TimeUnit.SECONDS));
        StepVerifier.create(api.stream(ITEM))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ApiException.NoAnswer.class)
                        .hasMessageContaining("call timeout of PT5M"));

        open(settings -> settings.timeouts(
                        HttpTimeouts.DEFAULTS.withCall(Duration.ofHours(2)).withResponse(Duration.ofMillis(300)))
                .timer(Schedulers.parallel()));
        answer(ok("x".repeat(100_000)).throttleBody(50_000, 5, TimeUnit.SECONDS));
        StepVerifier.create(api.stream(ITEM))
                .thenConsumeWhile(ByteBuffer::hasRemaining)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ApiException.NoAnswer.class)
                        .hasMessageContaining("response timeout"));
    }

    @Test
    void stream_cancelled_freesTheConnection() {
        answer(ok("x".repeat(4_000_000)));
        answer(ok("next"));
        StepVerifier.create(api.stream(ITEM), 1).expectNextCount(1).thenCancel().verify(WAIT);

        assertThat(text(ITEM).block(WAIT)).isEqualTo("next");
    }

    private void open(UnaryOperator<HttpSettings.Builder> more) {
        open(more, server.url("/base/").toString());
    }

    private void open(UnaryOperator<HttpSettings.Builder> more, String baseUrl) {
        http.disposeLater().block(WAIT);
        http = HttpRuntime.create(more.apply(HttpSettings.builder(baseUrl)
                        .basicAuth("pk", "sk-secret")
                        .header("x-sdk-name", "java")
                        .header("X-SDK-Name", "users")
                        .maxConcurrentApiCalls(1)
                        .timeouts(HttpTimeouts.DEFAULTS.withCall(Duration.ofHours(2)))
                        .retry(RetryPolicy.DEFAULTS.withJitter(0))
                        .timer(timer)
                        .clock(Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC)))
                .build());
        api = http.api();
    }

    private Mono<String> text(ApiRequest request) {
        return api.exchange(request, bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private void answer(MockResponse.Builder response) {
        server.enqueue(response.build());
    }

    private static MockResponse.Builder ok(String body) {
        return new MockResponse.Builder().code(200).body(body);
    }

    private static MockResponse.Builder status(int status) {
        return new MockResponse.Builder().code(status);
    }

    private static MockResponse.Builder gzip(byte[] content) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(content);
        }
        return status(200).setHeader("Content-Encoding", "gzip").body(new Buffer().write(zipped.toByteArray()));
    }

    private void await() {
        try {
            taken();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private RecordedRequest taken() throws InterruptedException {
        return Objects.requireNonNull(server.takeRequest(10, TimeUnit.SECONDS), "no request arrived");
    }
}
