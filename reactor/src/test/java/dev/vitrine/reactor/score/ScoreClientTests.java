package dev.vitrine.reactor.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.vitrine.reactor.score.ScoreBodies.Event;
import dev.vitrine.reactor.testing.ScriptedApi;
import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreId;
import dev.vitrine.score.ScoreQueueOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What is accepted, what it is sent as, and what happens when it is not; in virtual time. */
class ScoreClientTests {
    private static final String TRACE = "0123456789abcdef0123456789abcdef";
    private static final String UNSAMPLED = "ffffffffffffffffffffffffffffffff";
    private static final String KEY = "current";
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<String> warnings = new ArrayList<>();
    private final ScriptedApi api = new ScriptedApi(request -> Mono.just(ScoreBodies.ALL_TAKEN));

    @AfterEach
    void stopTime() {
        time.dispose();
    }

    @Test
    void create_everyKindOfValueAndTarget_isSentAsThePlatformReadsIt() {
        ScoreClient client = client(more -> {});
        accept(
                client,
                Score.numeric("n", 0.9)
                        .trace(TRACE)
                        .id("mine")
                        .comment("c\n\"ü\" 🎬")
                        .configId("cfg"));
        accept(client, Score.bool("b", true).observation(TRACE, "obs"));
        accept(client, Score.bool("b", false).session("s"));
        accept(client, Score.categorical("c", "good").datasetRun("r").environment("other"));
        accept(client, Score.text("t", "fine").trace("legacy id").metadata(Map.of("k", List.of(1, 2))));
        accept(client, Score.correction("better").trace(TRACE).timestamp(Instant.parse("2020-01-01T00:00:00Z")));
        List<Event> events = sent();

        assertThat(events).allSatisfy(event -> {
            assertThat(event.type()).isEqualTo("score-create");
            assertThat(event.id()).matches("[0-9a-f]{32}");
        });
        assertThat(events.stream().map(Event::id)).doesNotHaveDuplicates();
        assertThat(events.get(0).timestamp()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(events.get(0).body())
                .containsExactly(
                        Map.entry("id", "mine"),
                        Map.entry("traceId", TRACE),
                        Map.entry("name", "n"),
                        Map.entry("value", 0.9),
                        Map.entry("dataType", "NUMERIC"),
                        Map.entry("comment", "c\n\"ü\" 🎬"),
                        Map.entry("configId", "cfg"),
                        Map.entry("environment", "test"));
        assertThat(events.get(1).body())
                .containsEntry("value", 1)
                .containsEntry("dataType", "BOOLEAN")
                .containsEntry("traceId", TRACE)
                .containsEntry("observationId", "obs")
                .doesNotContainKeys("comment", "configId", "metadata", "sessionId", "datasetRunId");
        assertThat(events.get(2).body())
                .containsEntry("value", 0)
                .containsEntry("sessionId", "s")
                .doesNotContainKeys("traceId", "observationId", "datasetRunId");
        assertThat(events.get(3).body())
                .containsEntry("value", "good")
                .containsEntry("dataType", "CATEGORICAL")
                .containsEntry("datasetRunId", "r")
                .containsEntry("environment", "other")
                .doesNotContainKeys("traceId", "sessionId");
        assertThat(events.get(4).body())
                .containsEntry("dataType", "TEXT")
                .containsEntry("metadata", Map.of("k", List.of(1, 2)));
        assertThat(events.get(5).body()).containsEntry("name", "output").containsEntry("dataType", "CORRECTION");
        assertThat(events.get(5).timestamp()).isEqualTo("2020-01-01T00:00:00Z");
    }

    @Test
    void create_notSubscribed_sendsNothingAndTwiceMeansTwo() {
        ScoreClient client = client(more -> {});
        Mono<ScoreId> cold = client.create(Score.numeric("n", 1).trace("t"));
        assertThat(sent()).isEmpty();
        ScoreId one = cold.block(Duration.ofSeconds(5));
        ScoreId two = cold.block(Duration.ofSeconds(5));
        assertThat(one).isNotEqualTo(two);
        assertThat(sent()).hasSize(2);
    }

    @Test
    void create_changedAfterwards_isSentAsItWas() {
        ScoreClient client = client(more -> {});
        List<Object> metadata = new ArrayList<>(List.of("before"));
        accept(client, Score.numeric("n", 1).trace("t").metadata(metadata));
        metadata.set(0, "after");
        assertThat(sent().get(0).body()).containsEntry("metadata", List.of("before"));
    }

    @Test
    void create_textsWithHalfASurrogatePair_areSentAllTheSame() {
        ScoreClient client = client(more -> {});
        accept(client, Score.numeric("n", 1).trace("t").comment("half \uD83C pair"));
        assertThat(sent()).hasSize(1);
    }

    @Test
    void create_metadataThatCannotBeWritten_isReplacedNotFailed() {
        ScoreClient client = client(more -> {});
        accept(client, Score.numeric("n", 1).trace("t").metadata(Map.of("nan", Double.NaN, "thing", new Object())));
        assertThat(sent().get(0).body()).containsKey("metadata");
    }

    @Test
    void create_valueThatThePlatformCannotTake_isEmptyWithAWarning() {
        ScoreClient client = client(more -> {});
        StepVerifier.create(client.create(Score.numeric("bad", Double.NaN).trace("t")))
                .verifyComplete();
        StepVerifier.create(
                        client.createAndAwait(Score.numeric("bad", Double.NaN).trace("t")))
                .verifyErrorSatisfies(failure ->
                        assertThat(((ScoreException) failure).reason()).isEqualTo(ScoreException.Reason.INVALID));
        assertThat(client.statistics().invalid()).isEqualTo(2);
        assertThat(warnings).hasSize(1).first().asString().contains("'bad'", "finite");
        assertThat(sent()).isEmpty();
    }

    @Test
    @SuppressWarnings("NullAway") // what a caller without null checks may do
    void arguments_areCheckedAtCallTime() {
        ScoreClient client = client(more -> {});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.create(Score.numeric("n", 1)))
                .withMessageContaining("no target")
                .withMessageContaining("trace(…)");
        assertThatIllegalArgumentException().isThrownBy(() -> client.createAndAwait(Score.numeric("n", 1)));
        assertThatNullPointerException().isThrownBy(() -> client.create(null)).withMessage("score");
        assertThatNullPointerException()
                .isThrownBy(() -> client.scoreCurrentTrace(null))
                .withMessage("score");
        assertThatNullPointerException()
                .isThrownBy(() -> client.scored(Mono.just(1), null))
                .withMessage("scorer");
    }

    @Test
    void create_fullByCount_dropsTheNewOneWithOneWarning() {
        ScoreClient client = client(
                more -> more.queue(ScoreQueueOptions.builder().maxQueued(3).build()));
        for (int i = 0; i < 5; i++) {
            ScoreId id = client.create(Score.numeric("n", i).trace("t")).block(Duration.ofSeconds(5));
            assertThat(Optional.ofNullable(id).isPresent()).isEqualTo(i < 3);
        }
        StepVerifier.create(client.createAndAwait(Score.numeric("n", 9).trace("t")))
                .verifyErrorSatisfies(failure ->
                        assertThat(((ScoreException) failure).reason()).isEqualTo(ScoreException.Reason.QUEUE_FULL));
        assertThat(client.statistics().queueFull()).isEqualTo(3);
        assertThat(warnings).hasSize(1).first().asString().contains("the queue is full");
        assertThat(sent().stream().map(event -> event.body().get("value"))).containsExactly(0.0, 1.0, 2.0);
        accept(client, Score.numeric("room again", 1).trace("t"));
    }

    @Test
    void create_fullByBytes_dropsTheNewOne() {
        ScoreClient client = client(more ->
                more.queue(ScoreQueueOptions.builder().maxQueuedBytes(5_000).build()));
        String long3k = "x".repeat(3_000);
        accept(client, Score.numeric("n", 1).trace("t").comment(long3k));
        StepVerifier.create(client.create(Score.numeric("n", 2).trace("t").comment(long3k)))
                .verifyComplete();
        accept(client, Score.numeric("n", 3).trace("t"));
        assertThat(client.statistics().queuedBytes()).isLessThanOrEqualTo(5_000).isGreaterThan(3_000);
        assertThat(sent()).hasSize(2);
        assertThat(client.statistics().queuedBytes()).isZero();
    }

    @Test
    void sampling_followsTheTrace() {
        ScoreClient client = client(more -> more.sampled(traceId -> traceId.equals(TRACE)));
        accept(client, Score.numeric("kept", 1).trace(TRACE));
        StepVerifier.create(client.create(Score.numeric("out", 1).trace(UNSAMPLED)))
                .verifyComplete();
        StepVerifier.create(client.create(Score.numeric("out", 1).observation(UNSAMPLED, "o")))
                .verifyComplete();
        StepVerifier.create(client.createAndAwait(Score.numeric("out", 1).trace(UNSAMPLED)))
                .verifyComplete();
        accept(client, Score.numeric("legacy", 1).trace("my-own-id"));
        accept(client, Score.numeric("upper", 1).trace(UNSAMPLED.toUpperCase(java.util.Locale.ROOT)));
        accept(client, Score.numeric("session", 1).session(UNSAMPLED));
        accept(client, Score.numeric("run", 1).datasetRun(UNSAMPLED));
        assertThat(sent().stream().map(event -> event.body().get("name")))
                .containsExactly("kept", "legacy", "upper", "session", "run");
        assertThat(client.statistics().sampledOut()).isEqualTo(3);
        assertThat(warnings).isEmpty();
    }

    @Test
    void scoreCurrent_takesIdsAndEnvironmentFromTheContext() {
        ScoreClient client = client(more -> {});
        Mono<String> chain = Mono.just("answer")
                .flatMap(answer -> client.scoreCurrentObservation(
                                Score.numeric("relevance", 0.9).trace("ignored"))
                        .then(client.scoreCurrentTrace(Score.bool("ok", true)))
                        .thenReturn(answer))
                .contextWrite(context -> context.put(KEY, new CurrentTrace(TRACE, "obs", "staging")));
        StepVerifier.create(chain).expectNext("answer").verifyComplete();
        List<Event> events = sent();
        assertThat(events.get(0).body())
                .containsEntry("traceId", TRACE)
                .containsEntry("observationId", "obs")
                .containsEntry("environment", "staging");
        assertThat(events.get(1).body()).containsEntry("traceId", TRACE).doesNotContainKey("observationId");
    }

    @Test
    void scoreCurrent_outsideAnyObservation_completesWithOneWarning() {
        ScoreClient client = client(more -> {});
        StepVerifier.create(client.scoreCurrentObservation(Score.numeric("relevance", 0.9))
                        .thenReturn("answer"))
                .expectNext("answer")
                .verifyComplete();
        StepVerifier.create(client.scoreCurrentTrace(Score.numeric("relevance", 0.9)))
                .verifyComplete();
        assertThat(sent()).isEmpty();
        assertThat(warnings).hasSize(1).first().asString().contains("no observation is current");
    }

    @Test
    void scoreCurrent_lookupFails_completes() {
        ScoreClient client = client(more -> more.current(context -> {
            throw new IllegalStateException("lookup");
        }));
        StepVerifier.create(client.scoreCurrentTrace(Score.numeric("n", 1))).verifyComplete();
        assertThat(client.statistics().invalid()).isEqualTo(1);
    }

    @Test
    void scored_mono_passesTheValueAndScoresIt() {
        ScoreClient client = client(more -> {});
        Mono<String> answer = Mono.just("four")
                .transform(source -> client.scored(source, text -> Score.numeric("length", text.length())))
                .contextWrite(context -> context.put(KEY, new CurrentTrace(TRACE, "obs", null)));
        StepVerifier.create(answer).expectNext("four").verifyComplete();
        assertThat(sent().get(0).body())
                .containsEntry("value", 4.0)
                .containsEntry("observationId", "obs")
                .containsEntry("environment", "test");
    }

    @Test
    void scored_emptyAndFailingSources_scoreNothing() {
        ScoreClient client = client(more -> {});
        StepVerifier.create(client.scored(
                        Mono.<Integer>empty(), n -> Score.numeric("n", n).trace("t")))
                .verifyComplete();
        IllegalStateException failure = new IllegalStateException("source");
        StepVerifier.create(client.scored(
                        Mono.<Integer>error(failure), n -> Score.numeric("n", n).trace("t")))
                .verifyErrorMatches(seen -> seen == failure);
        assertThat(sent()).isEmpty();
    }

    @Test
    void scored_scorerFails_theValuePasses() {
        ScoreClient client = client(more -> {});
        StepVerifier.create(client.scored(Mono.just(1), n -> {
                    throw new IllegalStateException("scorer");
                }))
                .expectNext(1)
                .verifyComplete();
        assertThat(client.statistics().invalid()).isEqualTo(1);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void scored_flux_addsNoDemand() {
        ScoreClient client = client(more -> {});
        TestPublisher<Integer> source = TestPublisher.create();
        StepVerifier.create(
                        client.scored(source.flux(), n -> Score.numeric("n", n).trace("t")), 0)
                .then(() -> source.assertMaxRequested(0))
                .thenRequest(1)
                .then(() -> source.assertMaxRequested(1))
                .then(() -> source.next(1))
                .expectNext(1)
                .thenCancel()
                .verify();
        source.assertMaxRequested(1);
        source.assertCancelled();
        assertThat(sent()).hasSize(1);
    }

    @Test
    void scored_eachSubscription_scoresAnew() {
        ScoreClient client = client(more -> {});
        Flux<Integer> scored =
                client.scored(Flux.range(0, 3), n -> Score.numeric("n", n).trace("t"));
        StepVerifier.create(scored).expectNextCount(3).verifyComplete();
        StepVerifier.create(scored).expectNextCount(3).verifyComplete();
        assertThat(sent()).hasSize(6);
    }

    @Test
    void disposeLater_sendsWhatWasAcceptedAndRefusesTheRestOnce() {
        ScoreClient client = client(more -> {});
        for (int i = 0; i < 50; i++) {
            accept(client, Score.numeric("n", i).trace("t"));
        }
        CompletableFuture<Void> first = client.disposeLater().toFuture();
        time.advanceTimeBy(Duration.ZERO);
        assertThat(first).isCompleted();
        assertThat(client.statistics().delivered()).isEqualTo(50);
        StepVerifier.create(client.disposeLater()).verifyComplete();
        StepVerifier.create(client.create(Score.numeric("late", 1).trace("t"))).verifyComplete();
        StepVerifier.create(client.create(Score.numeric("late", 2).trace("t"))).verifyComplete();
        StepVerifier.create(client.createAndAwait(Score.numeric("late", 3).trace("t")))
                .verifyErrorSatisfies(failure ->
                        assertThat(((ScoreException) failure).reason()).isEqualTo(ScoreException.Reason.CLOSED));
        assertThat(warnings).hasSize(1).first().asString().contains("closed");
        assertThat(client.statistics().refusedAfterClose()).isEqualTo(3);
        StepVerifier.create(client.flush()).verifyComplete();
    }

    @Test
    void disposeLater_platformHangs_endsAtTheTimeoutAndDropsTheRest() {
        Sinks.One<String> never = Sinks.one();
        ScriptedApi hanging = new ScriptedApi(request -> never.asMono());
        ScoreClient client = ScoreFacet.client(
                hanging,
                ScoreSettings.builder()
                        .timer(time)
                        .queue(ScoreQueueOptions.builder()
                                .shutdownTimeout(Duration.ofSeconds(3))
                                .build())
                        .build());
        CompletableFuture<ScoreId> awaited =
                client.createAndAwait(Score.numeric("n", 0).trace("t")).toFuture();
        for (int i = 0; i < 20; i++) {
            accept(client, Score.numeric("n", i).trace("t"));
        }
        CompletableFuture<Void> flushed = client.flush().toFuture();
        CompletableFuture<Void> disposed = client.disposeLater().toFuture();
        time.advanceTimeBy(Duration.ofMillis(2_999));
        assertThat(disposed).isNotDone();
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(disposed).isCompleted();
        assertThat(flushed).isCompleted();
        assertThat(awaited).isCompletedExceptionally();
        assertThat(client.statistics().undelivered()).isEqualTo(21);
        assertThat(client.statistics().queued()).isZero();
        assertThat(client.statistics().queuedBytes()).isZero();
        assertThat(never.currentSubscriberCount()).isZero();
    }

    @Test
    void createAndAwait_cancelled_sendsAllTheSame() {
        ScoreClient client = client(more -> {});
        client.createAndAwait(Score.numeric("n", 1).trace("t")).subscribe().dispose();
        assertThat(sent()).hasSize(1);
    }

    @Test
    void silent_takesNothing() {
        ScoreClient silent = ScoreFacet.silent(Mono.empty());
        StepVerifier.create(silent.create(Score.numeric("n", 1).trace("t"))).verifyComplete();
        StepVerifier.create(silent.createAndAwait(Score.numeric("n", 1).trace("t")))
                .verifyComplete();
        StepVerifier.create(silent.scoreCurrentTrace(Score.numeric("n", 1))).verifyComplete();
        StepVerifier.create(silent.scored(Mono.just(1), n -> Score.numeric("n", n)))
                .expectNext(1)
                .verifyComplete();
        StepVerifier.create(silent.flush().then(silent.disposeLater())).verifyComplete();
        assertThatIllegalArgumentException().isThrownBy(() -> silent.create(Score.numeric("n", 1)));
        assertThat(silent.statistics().accepted()).isZero();
    }

    private ScoreClient client(Consumer<ScoreSettings.Builder> more) {
        ScoreSettings.Builder settings = ScoreSettings.builder()
                .timer(time)
                .clock(Clock.fixed(Instant.parse("2026-01-02T03:04:05.678901Z"), ZoneOffset.UTC))
                .environment("test")
                .current(context -> context.getOrEmpty(KEY))
                .warnings(warnings::add);
        more.accept(settings);
        return ScoreFacet.client(api, settings.build());
    }

    private static void accept(ScoreClient client, Score score) {
        assertThat(client.create(score).block(Duration.ofSeconds(5))).isNotNull();
    }

    private List<Event> sent() {
        time.advanceTimeBy(Duration.ofSeconds(1));
        return api.requests().stream()
                .flatMap(request -> ScoreBodies.batch(request).batch().stream())
                .toList();
    }
}
