package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.reactor.testing.FastTimer;
import java.io.IOException;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RepeatedDeletionTests {
    private static final Duration WAIT = Duration.ofSeconds(10);
    private final MockWebServer server = new MockWebServer();
    private HttpRuntime http =
            HttpRuntime.create(HttpSettings.builder("http://unset").build());

    @BeforeEach
    void start() throws IOException {
        server.start();
        http = HttpRuntime.create(HttpSettings.builder(server.url("/").toString())
                .timeouts(HttpTimeouts.DEFAULTS.withCall(Duration.ofHours(2)))
                .timer(new FastTimer())
                .build());
    }

    @AfterEach
    void stop() {
        http.disposeLater().block(WAIT);
        server.close();
    }

    @Test
    void delete_firstAnswerIsLost_isDoneWhenItIsGoneAtTheRepetition() {
        server.enqueue(new MockResponse.Builder()
                .code(200)
                .onResponseStart(new SocketEffect.CloseSocket())
                .build());
        answer(404);

        StepVerifier.create(deletion()).verifyComplete();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504})
    void delete_firstAnswerLeavesItOpen_isDoneWhenItIsGone(int first) {
        answer(first);
        answer(404);

        StepVerifier.create(deletion()).verifyComplete();
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void delete_neverThere_signalsNotFound_eachTime() {
        answer(404);
        answer(500);
        answer(404);
        answer(404);
        Mono<Void> deletion = deletion();

        StepVerifier.create(deletion).verifyError(ApiException.NotFound.class);
        StepVerifier.create(deletion).verifyComplete();
        StepVerifier.create(deletion).verifyError(ApiException.NotFound.class);
    }

    @Test
    void delete_wasOnlyRefusedBefore_signalsNotFound() {
        answer(429);
        answer(404);

        StepVerifier.create(deletion()).verifyError(ApiException.NotFound.class);
        assertThat(server.getRequestCount()).isEqualTo(2);
    }

    @Test
    void get_isNotFoundAfterAFailure_signalsIt() {
        answer(503);
        answer(404);

        StepVerifier.create(http.api()
                        .send(ApiRequest.get("/items/{id}").path("id", "i").build()))
                .verifyError(ApiException.NotFound.class);
    }

    private Mono<Void> deletion() {
        return http.api().send(ApiRequest.delete("/items/{id}").path("id", "i").build());
    }

    private void answer(int status) {
        server.enqueue(new MockResponse.Builder().code(status).build());
    }
}
