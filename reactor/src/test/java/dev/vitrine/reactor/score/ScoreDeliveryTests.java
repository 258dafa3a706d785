package dev.vitrine.reactor.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.testing.ScriptedApi;
import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreId;
import dev.vitrine.score.ScoreQueueOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What becomes of a request that fails, wholly or in part; in virtual time. */
class ScoreDeliveryTests {
    private static final Duration LONG = Duration.ofMinutes(10);
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Deque<Function<ApiRequest, Mono<String>>> script = new ArrayDeque<>();
    private final List<String> warnings = new ArrayList<>();
    private final ScriptedApi api = new ScriptedApi(request -> {
        Function<ApiRequest, Mono<String>> next = script.poll();
        return next == null ? Mono.just(ScoreBodies.ALL_TAKEN) : next.apply(request);
    });

    @AfterEach
    void stopTime() {
        time.dispose();
    }

    @ParameterizedTest(name = "status {0}")
    @DisplayName("failures that may pass")
    @ValueSource(ints = {0, 408, 429, 500, 502, 503, 504})
    void send_failureThatMayPass_isRepeatedWithTheSameIdsAndInOrder(int status) {
        script.add(request -> Mono.error(ScriptedApi.failure(status)));
        ScoreClient client = client(options -> {});
        create(client, 40);
        time.advanceTimeBy(LONG);

        assertThat(api.requests()).hasSize(4);
        assertThat(ScriptedApi.body(api.requests().get(1)))
                .isEqualTo(ScriptedApi.body(api.requests().get(0)));
        assertThat(api.requests().stream().skip(1).flatMap(request -> ScoreBodies.batch(request).values().stream()))
                .hasSize(40)
                .isSorted();
        assertThat(client.statistics().delivered()).isEqualTo(40);
        assertThat(client.statistics().repeatedRequests()).isEqualTo(1);
    }

    @Test
    void send_retryAfter_isWaitedFor() {
        script.add(request -> Mono.error(ScriptedApi.failure(429, Duration.ofSeconds(7))));
        ScoreClient client = client(options -> {});
        create(client, 15);
        time.advanceTimeBy(Duration.ofMillis(6_999));
        assertThat(api.requests()).hasSize(1);
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    void send_retryAfterThatIsTooLong_isCut() {
        script.add(request -> Mono.error(ScriptedApi.failure(503, Duration.ofHours(1))));
        ScoreClient client = client(options -> options.maxRetryAfter(Duration.ofSeconds(20)));
        create(client, 15);
        time.advanceTimeBy(Duration.ofSeconds(20));
        assertThat(api.requests()).hasSize(2);
    }

    @Test
    void send_mixedAnswer_onlyWhatMayPassIsSentAgain() {
        script.add(request -> {
            List<String> ids = ScoreBodies.batch(request).eventIds();
            String refused = "{\"id\":\"" + ids.get(1) + "\",\"status\":400,\"message\":\"Invalid request data\"}";
            String later = "{\"id\":\"" + ids.get(3) + "\",\"status\":500,\"message\":\"later\"},{\"id\":\""
                    + ids.get(4) + "\",\"status\":429}";
            return Mono.just("{\"successes\":[{\"id\":\"" + ids.get(0) + "\",\"status\":201}],\"errors\":[" + refused
                    + "," + later + "]}");
        });
        ScoreClient client = client(options -> options.maxBatch(5));
        create(client, 5);
        time.advanceTimeBy(LONG);

        assertThat(api.requests()).hasSize(2);
        List<String> first = ScoreBodies.batch(api.requests().get(0)).eventIds();
        assertThat(ScoreBodies.batch(api.requests().get(1)).eventIds()).containsExactly(first.get(3), first.get(4));
        assertThat(client.statistics().delivered()).isEqualTo(4);
        assertThat(client.statistics().rejected()).isEqualTo(1);
        assertThat(client.statistics().queued()).isZero();
    }

    @Test
    void send_deprecationInTheAnswer_isToldOnce() {
        for (int i = 0; i < 2; i++) {
            script.add(request ->
                    Mono.just("{\"successes\":[],\"errors\":[],\"_deprecation\":{\"message\":\"use otel\"}}"));
        }
        ScoreClient client = client(options -> {});
        create(client, 30);
        time.advanceTimeBy(LONG);
        assertThat(api.requests()).hasSize(2);
        assertThat(warnings).containsExactly("The platform says of POST /api/public/ingestion: use otel");
    }

    @Test
    void send_unknownEventInTheAnswer_isIgnored() {
        script.add(request -> Mono.just(ScoreBodies.refusing(500, List.of("unknown", "other"))));
        ScoreClient client = client(options -> {});
        create(client, 15);
        time.advanceTimeBy(LONG);
        assertThat(api.requests()).hasSize(1);
        assertThat(client.statistics().delivered()).isEqualTo(15);
    }

    @Test
    void send_retriesUsedUp_dropsTheBatchAndGoesOn() {
        for (int i = 0; i < 3; i++) {
            script.add(request -> Mono.error(ScriptedApi.failure(503)));
        }
        ScoreClient client = client(options -> options.maxRetries(2).maxBatch(2));
        CompletableFuture<ScoreId> awaited = client.createAndAwait(score(0)).toFuture();
        create(client, 3);
        time.advanceTimeBy(LONG);

        assertThat(awaited).isCompletedExceptionally();
        assertThat(reasonOf(awaited)).isEqualTo(ScoreException.Reason.UNDELIVERED);
        assertThat(client.statistics().undelivered()).isEqualTo(1);
        assertThat(client.statistics().delivered()).isEqualTo(3);
        assertThat(client.statistics().queuedBytes()).isZero();
        assertThat(warnings).hasSize(1).first().asString().contains("1 scores were given up");
    }

    @ParameterizedTest(name = "status {0}")
    @DisplayName("failures that will not pass")
    @ValueSource(ints = {400, 401})
    void send_failureThatWillNotPass_isNotRepeated(int status) {
        script.add(request -> Mono.error(ScriptedApi.failure(status)));
        ScoreClient client = client(options -> {});
        create(client, 15);
        time.advanceTimeBy(LONG);
        assertThat(api.requests()).hasSize(1);
        assertThat(client.statistics().undelivered()).isEqualTo(15);
    }

    @Test
    void send_tooLargeForAProxy_isHalvedUntilItFits() {
        Function<ApiRequest, Mono<String>> atMostTwo =
                request -> ScoreBodies.batch(request).batch().size() > 2
                        ? Mono.error(ScriptedApi.failure(413))
                        : Mono.just(ScoreBodies.ALL_TAKEN);
        for (int i = 0; i < 20; i++) {
            script.add(atMostTwo);
        }
        ScoreClient client = client(options -> options.maxBatch(8));
        create(client, 8);
        time.advanceTimeBy(LONG);
        assertThat(client.statistics().delivered()).isEqualTo(8);
        assertThat(api.requests().stream()
                        .map(ScoreBodies::batch)
                        .filter(batch -> batch.batch().size() <= 2)
                        .flatMap(batch -> batch.values().stream()))
                .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
    }

    @Test
    void send_oneScoreTooLarge_isRejectedAlone() {
        script.add(request -> Mono.error(ScriptedApi.failure(413)));
        ScoreClient client = client(options -> {});
        CompletableFuture<ScoreId> awaited = client.createAndAwait(score(1)).toFuture();
        time.advanceTimeBy(LONG);
        assertThat(reasonOf(awaited)).isEqualTo(ScoreException.Reason.REJECTED);
        assertThat(client.statistics().rejected()).isEqualTo(1);
    }

    @Test
    void createAndAwait_refused_saysWhy() {
        script.add(request ->
                Mono.just(ScoreBodies.refusing(400, ScoreBodies.batch(request).eventIds())));
        ScoreClient client = client(options -> {});
        CompletableFuture<ScoreId> awaited = client.createAndAwait(score(1)).toFuture();
        time.advanceTimeBy(Duration.ZERO);
        assertThat(awaited)
                .isCompletedExceptionally()
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(ScoreException.class)
                .withMessageContaining("status 400: no (because)");
        assertThat(reasonOf(awaited)).isEqualTo(ScoreException.Reason.REJECTED);
    }

    @ParameterizedTest(name = "status {0}")
    @DisplayName("statuses that say that there is no batch endpoint")
    @ValueSource(ints = {404, 405, 410})
    void send_noBatchEndpoint_goesOnOneByOneForGood(int status) {
        script.add(request -> Mono.error(new dev.vitrine.reactor.http.ApiException(
                "gone", new dev.vitrine.reactor.http.ApiException.Details(status, "POST", null, "", null))));
        ScoreClient client = client(options -> options.maxBatch(3));
        create(client, 4);
        time.advanceTimeBy(LONG);
        assertThat(api.requests().stream().map(ApiRequest::template))
                .containsExactly(
                        "/api/public/ingestion",
                        "/api/public/scores",
                        "/api/public/scores",
                        "/api/public/scores",
                        "/api/public/scores");
        assertThat(api.requests().stream()
                        .skip(1)
                        .map(request -> ScoreBodies.single(request).get("value")))
                .containsExactly(0.0, 1.0, 2.0, 3.0);
        assertThat(client.statistics().delivered()).isEqualTo(4);
    }

    @Test
    void single_failures_keepTheOrder() {
        script.add(request -> Mono.empty());
        script.add(request -> Mono.error(ScriptedApi.failure(400)));
        script.add(request -> Mono.error(ScriptedApi.failure(503)));
        ScoreClient client = client(ScoreTransportMode.SINGLE, options -> options.maxBatch(4));
        create(client, 4);
        time.advanceTimeBy(LONG);
        assertThat(api.requests().stream()
                        .map(request -> ScoreBodies.single(request).get("value")))
                .containsExactly(0.0, 1.0, 2.0, 2.0, 3.0);
        assertThat(client.statistics().delivered()).isEqualTo(3);
        assertThat(client.statistics().rejected()).isEqualTo(1);
    }

    @Test
    void single_wrongKeys_dropsTheBatchWithoutAskingForEach() {
        script.add(request -> Mono.error(ScriptedApi.failure(401)));
        ScoreClient client = client(ScoreTransportMode.SINGLE, options -> {});
        create(client, 15);
        time.advanceTimeBy(LONG);
        assertThat(api.requests()).hasSize(1);
        assertThat(client.statistics().undelivered()).isEqualTo(15);
    }

    @Test
    void batchesOnly_noBatchEndpoint_dropsThem() {
        script.add(request -> Mono.error(ScriptedApi.failure(404)));
        ScoreClient client = client(ScoreTransportMode.BATCHES, options -> {});
        create(client, 15);
        time.advanceTimeBy(LONG);
        assertThat(api.requests()).hasSize(1);
        assertThat(client.statistics().undelivered()).isEqualTo(15);
    }

    @Test
    void send_halfAnAnswer_isRepeated() {
        script.add(request -> Mono.error(new dev.vitrine.reactor.http.ApiException.MalformedAnswer(
                "half", new dev.vitrine.reactor.http.ApiException.Details(207, "POST", null, "", null), null)));
        ScoreClient client = client(options -> {});
        create(client, 15);
        time.advanceTimeBy(LONG);
        assertThat(api.requests()).hasSize(2);
        assertThat(client.statistics().delivered()).isEqualTo(15);
    }

    @Test
    void flush_completesWhenTheBatchIsFinallyDropped() {
        for (int i = 0; i < 2; i++) {
            script.add(request -> Mono.error(ScriptedApi.failure(503)));
        }
        ScoreClient client = client(options -> options.maxRetries(1));
        create(client, 1);
        CompletableFuture<Void> flushed = client.flush().toFuture();
        time.advanceTimeBy(Duration.ZERO);
        assertThat(flushed).isNotDone();
        time.advanceTimeBy(LONG);
        assertThat(flushed).isCompleted();
        assertThat(client.statistics().undelivered()).isEqualTo(1);
    }

    private ScoreClient client(java.util.function.Consumer<ScoreQueueOptions.Builder> more) {
        return client(ScoreTransportMode.AUTO, more);
    }

    private ScoreClient client(ScoreTransportMode mode, java.util.function.Consumer<ScoreQueueOptions.Builder> more) {
        ScoreQueueOptions.Builder options = ScoreQueueOptions.builder();
        more.accept(options);
        return ScoreFacet.client(
                api,
                ScoreSettings.builder()
                        .queue(options.build())
                        .transport(mode)
                        .timer(time)
                        .warnings(warnings::add)
                        .build());
    }

    private static ScoreException.Reason reasonOf(CompletableFuture<?> failed) {
        return assertThat(failed)
                .failsWithin(Duration.ofSeconds(1))
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .asInstanceOf(InstanceOfAssertFactories.type(ScoreException.class))
                .actual()
                .reason();
    }

    private static Score score(int number) {
        return Score.numeric("n", number).trace("t");
    }

    private static void create(ScoreClient client, int count) {
        for (int i = 0; i < count; i++) {
            assertThat(client.create(score(i)).block(Duration.ofSeconds(5))).isNotNull();
        }
    }
}
