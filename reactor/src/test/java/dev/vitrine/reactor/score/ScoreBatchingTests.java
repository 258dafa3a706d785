package dev.vitrine.reactor.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.reactor.score.ScoreBodies.Batch;
import dev.vitrine.reactor.testing.ScriptedApi;
import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreQueueOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** When scores are sent, and together with which others; in virtual time. */
class ScoreBatchingTests {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final List<Sinks.One<String>> held = new ArrayList<>();

    @AfterEach
    void stopTime() {
        time.dispose();
    }

    @Test
    void create_fewScores_areSentTogetherAfterTheDelay() {
        ScriptedApi api = answering();
        ScoreClient client = client(api, ScoreQueueOptions.builder());
        create(client, 0, 3);
        time.advanceTimeBy(Duration.ofMillis(999));
        assertThat(api.requests()).isEmpty();
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(api.requests()).hasSize(1);
        assertThat(ScoreBodies.batch(api.requests().get(0)).values()).containsExactly(0.0, 1.0, 2.0);
        assertThat(client.statistics().delivered()).isEqualTo(3);
        assertThat(client.statistics().queued()).isZero();
        assertThat(client.statistics().queuedBytes()).isZero();
    }

    @Test
    void create_delayCountsFromTheFirstScore() {
        ScriptedApi api = answering();
        ScoreClient client = client(api, ScoreQueueOptions.builder());
        create(client, 0, 1);
        time.advanceTimeBy(Duration.ofMillis(700));
        create(client, 1, 1);
        time.advanceTimeBy(Duration.ofMillis(300));
        assertThat(api.requests()).hasSize(1);
        assertThat(ScoreBodies.batch(api.requests().get(0)).batch()).hasSize(2);
    }

    @Test
    void create_fullBatch_isSentAtOnceAndTheRestAfterItsDelay() {
        ScriptedApi api = answering();
        ScoreClient client = client(api, ScoreQueueOptions.builder());
        create(client, 0, 40);
        time.advanceTimeBy(Duration.ZERO);
        assertThat(sizes(api)).containsExactly(15, 15);
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(sizes(api)).containsExactly(15, 15, 10);
        assertThat(api.requests().stream()
                        .flatMap(request -> ScoreBodies.batch(request).values().stream())
                        .toList())
                .isEqualTo(IntStream.range(0, 40).asDoubleStream().boxed().toList());
    }

    @Test
    void create_batchFillsWhileWaiting_endsTheWait() {
        ScriptedApi api = answering();
        ScoreClient client = client(api, ScoreQueueOptions.builder().maxBatch(3));
        create(client, 0, 2);
        time.advanceTimeBy(Duration.ofMillis(10));
        assertThat(api.requests()).isEmpty();
        create(client, 2, 1);
        time.advanceTimeBy(Duration.ZERO);
        assertThat(sizes(api)).containsExactly(3);
    }

    @Test
    void create_bytes_limitABatch() {
        ScriptedApi api = answering();
        ScoreClient client = client(api, ScoreQueueOptions.builder().maxBatchBytes(5_000));
        for (int i = 0; i < 4; i++) {
            assertThat(client.create(score(i).comment("x".repeat(1_500))).block(Duration.ofSeconds(5)))
                    .isNotNull();
        }
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(sizes(api)).containsExactly(2, 2);
        assertThat(api.requests())
                .allSatisfy(request ->
                        assertThat(ScriptedApi.body(request).length()).isLessThanOrEqualTo(5_000));
    }

    @Test
    void create_oneScoreBeyondABatch_isRefusedAlone() {
        ScriptedApi api = answering();
        ScoreClient client = client(api, ScoreQueueOptions.builder().maxBatchBytes(5_000));
        assertThat(client.create(score(0).comment("x".repeat(6_000))).blockOptional(Duration.ofSeconds(5)))
                .isEmpty();
        create(client, 1, 1);
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(sizes(api)).containsExactly(1);
        assertThat(client.statistics().invalid()).isEqualTo(1);
    }

    @Test
    void create_requestUnderWay_noSecondBeforeItsAnswer() {
        ScriptedApi api = holding();
        ScoreClient client = client(api, ScoreQueueOptions.builder().maxBatch(2));
        create(client, 0, 7);
        time.advanceTimeBy(Duration.ofSeconds(5));
        assertThat(api.requests()).hasSize(1);
        held.get(0).tryEmitValue(ScoreBodies.ALL_TAKEN);
        time.advanceTimeBy(Duration.ZERO);
        assertThat(api.requests()).hasSize(2);
        held.get(1).tryEmitValue(ScoreBodies.ALL_TAKEN);
        time.advanceTimeBy(Duration.ZERO);
        held.get(2).tryEmitValue(ScoreBodies.ALL_TAKEN);
        time.advanceTimeBy(Duration.ZERO);
        held.get(3).tryEmitValue(ScoreBodies.ALL_TAKEN);
        assertThat(sizes(api)).containsExactly(2, 2, 2, 1);
    }

    @Test
    void createAndAwait_doesNotWaitForABatch() {
        ScriptedApi api = answering();
        ScoreClient client = client(api, ScoreQueueOptions.builder());
        create(client, 0, 2);
        Mono<?> awaited = client.createAndAwait(score(2));
        var done = awaited.toFuture();
        time.advanceTimeBy(Duration.ZERO);
        assertThat(done).isCompleted();
        assertThat(ScoreBodies.batch(api.requests().get(0)).values()).containsExactly(0.0, 1.0, 2.0);
    }

    @Test
    void flush_waitsForWhatWasAcceptedBefore() {
        ScriptedApi api = holding();
        ScoreClient client = client(api, ScoreQueueOptions.builder().maxBatch(2));
        create(client, 0, 3);
        var flushed = client.flush().toFuture();
        create(client, 3, 1);
        var second = client.flush().toFuture();
        time.advanceTimeBy(Duration.ZERO);
        held.get(0).tryEmitValue(ScoreBodies.ALL_TAKEN);
        time.advanceTimeBy(Duration.ZERO);
        assertThat(flushed).isNotDone();
        assertThat(sizes(api)).containsExactly(2, 1);
        held.get(1).tryEmitValue(ScoreBodies.ALL_TAKEN);
        time.advanceTimeBy(Duration.ZERO);
        assertThat(flushed).isCompleted();
        assertThat(second).isNotDone();
        held.get(2).tryEmitValue(ScoreBodies.ALL_TAKEN);
        time.advanceTimeBy(Duration.ZERO);
        assertThat(second).isCompleted();
    }

    @Test
    void flush_nothingAccepted_completes() {
        ScoreClient client = client(answering(), ScoreQueueOptions.builder());
        var flushed = client.flush().toFuture();
        time.advanceTimeBy(Duration.ZERO);
        assertThat(flushed).isCompleted();
    }

    @Test
    void flush_cancelled_leavesTheScoresGoing() {
        ScriptedApi api = holding();
        ScoreClient client = client(api, ScoreQueueOptions.builder());
        create(client, 0, 1);
        client.flush().subscribe().dispose();
        time.advanceTimeBy(Duration.ZERO);
        assertThat(api.requests()).hasSize(1);
        held.get(0).tryEmitValue(ScoreBodies.ALL_TAKEN);
        time.advanceTimeBy(Duration.ZERO);
        assertThat(client.statistics().delivered()).isEqualTo(1);
    }

    @Test
    void batch_namesSenderAndSize() {
        ScriptedApi api = answering();
        ScoreClient client = client(api, ScoreQueueOptions.builder().maxBatch(2));
        create(client, 0, 2);
        time.advanceTimeBy(Duration.ZERO);
        Batch batch = ScoreBodies.batch(api.requests().get(0));
        assertThat(batch.metadata())
                .containsEntry("batch_size", 2)
                .containsEntry("sdk_name", "vitrine")
                .containsEntry("sdk_version", "1.2.3")
                .containsEntry("public_key", "pk \"1\"");
    }

    private ScriptedApi answering() {
        return new ScriptedApi(request -> Mono.just(ScoreBodies.ALL_TAKEN));
    }

    private ScriptedApi holding() {
        return new ScriptedApi(request -> {
            Sinks.One<String> answer = Sinks.one();
            held.add(answer);
            return answer.asMono();
        });
    }

    private ScoreClient client(ScriptedApi api, ScoreQueueOptions.Builder options) {
        return ScoreFacet.client(
                api,
                ScoreSettings.builder()
                        .queue(options.build())
                        .publicKey("pk \"1\"")
                        .sdk("vitrine", "1.2.3")
                        .timer(time)
                        .build());
    }

    private static Score score(int number) {
        return Score.numeric("n", number).trace("t");
    }

    private static void create(ScoreClient client, int from, int count) {
        for (int i = from; i < from + count; i++) {
            assertThat(client.create(Score.numeric("n", i).trace("t")).block(Duration.ofSeconds(5)))
                    .isNotNull();
        }
    }

    private static List<Integer> sizes(ScriptedApi api) {
        return api.requests().stream()
                .map(request -> ScoreBodies.batch(request).batch().size())
                .toList();
    }
}
