package dev.vitrine.reactor.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.evaluation.BatchEvaluationResult;
import dev.vitrine.evaluation.BatchEvaluationResumeToken;
import dev.vitrine.evaluation.BatchProgress;
import dev.vitrine.evaluation.ItemOutcome;
import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import dev.vitrine.reactor.score.ScoreFacet;
import dev.vitrine.reactor.testing.ScriptedApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

/** How much is under way at a time, and what a cancel ends; in virtual time. */
class FlowControlTests {
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final EvaluationClient client = EvaluationFacet.client(
            new ScriptedApi(request -> Mono.error(new AssertionError("no server here"))),
            ScoreFacet.silent(Mono.empty()),
            time);

    @AfterEach
    void stopTime() {
        time.dispose();
    }

    private static BatchEvaluation<TraceView> evaluation(Lists lists) {
        return BatchEvaluation.ofTraces(Mapping.<TraceView>of(trace -> EvaluationInput.of(trace.id(), null)))
                .source(lists)
                .pageSize(4);
    }

    @Test
    void stream_pageInProgress_oneFurtherPageIsFetched() {
        Lists lists = new Lists(40);
        Sinks.Empty<Evaluation> held = Sinks.empty();
        StepVerifier.create(client.stream(evaluation(lists).evaluator("held", input -> held.asMono())))
                .then(() -> assertThat(lists.asked()).isEqualTo(2))
                .then(held::tryEmitEmpty)
                .expectNextCount(40)
                .verifyComplete();
        assertThat(lists.asked()).isEqualTo(10);
    }

    @Test
    void stream_demandOfOne_evaluatesNoMoreThanTheConcurrency() {
        Lists lists = new Lists(40);
        AtomicInteger started = new AtomicInteger();
        StepVerifier.create(
                        client.stream(evaluation(lists).maxConcurrency(2).evaluator("counts", input -> {
                            started.incrementAndGet();
                            return Mono.empty();
                        })),
                        0)
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> {
                    assertThat(started).hasValueLessThanOrEqualTo(3);
                    assertThat(lists.asked()).isLessThanOrEqualTo(2);
                })
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(started).hasValueLessThanOrEqualTo(4))
                .thenCancel()
                .verify();
        assertThat(lists.asked()).isLessThanOrEqualTo(2);
    }

    @Test
    void run_concurrency_isBoundedAndPagesWaitForTheirLastItem() {
        Lists lists = new Lists(8);
        List<Sinks.Empty<Evaluation>> running = new ArrayList<>();
        StepVerifier.create(client.run(evaluation(lists).maxConcurrency(3).evaluator("held", input -> {
                    Sinks.Empty<Evaluation> sink = Sinks.empty();
                    running.add(sink);
                    return sink.asMono();
                })))
                .then(() -> {
                    assertThat(running).hasSize(3);
                    running.get(1).tryEmitEmpty();
                    assertThat(running).hasSize(4);
                    running.get(3).tryEmitEmpty();
                    running.get(2).tryEmitEmpty();
                    assertThat(running).hasSize(4); // the first of the page is still at work
                    running.get(0).tryEmitEmpty();
                    assertThat(running).hasSize(7);
                    for (int i = 4; i < 8; i++) {
                        running.get(i).tryEmitEmpty();
                    }
                })
                .assertNext(result -> {
                    assertThat(result.totalItemsProcessed()).isEqualTo(8);
                    assertThat(List.copyOf(result.itemEvaluations().keySet()))
                            .as("page order, not the order of ending")
                            .startsWith("t0", "t1", "t2", "t3");
                })
                .verifyComplete();
    }

    @Test
    void stream_cancelled_endsFetchingAndEvaluators() {
        Lists lists = new Lists(40).hangingFromPage(2);
        PublisherProbe<Evaluation> judging = PublisherProbe.of(Mono.never());
        StepVerifier.create(client.stream(evaluation(lists).evaluator("long", input -> judging.mono())))
                .then(() -> assertThat(lists.asked()).isEqualTo(2))
                .thenCancel()
                .verify();
        judging.assertWasSubscribed();
        judging.assertWasCancelled();
        assertThat(lists.cancelled()).isEqualTo(1);
    }

    @Test
    void run_limitIsReached_nothingIsFetchedAhead() {
        Lists lists = new Lists(40);
        Sinks.Empty<Evaluation> held = Sinks.empty();
        StepVerifier.create(client.run(evaluation(lists).maxItems(4).evaluator("held", input -> held.asMono())))
                .then(() -> assertThat(lists.asked()).isEqualTo(1))
                .then(held::tryEmitEmpty)
                .assertNext(result -> assertThat(result.hasMoreItems()).isTrue())
                .verifyComplete();
        assertThat(lists.asked()).isEqualTo(1);
    }

    @Test
    void run_evaluatorTimesOut_countsAsItsFailure() {
        StepVerifier.create(client.run(evaluation(new Lists(2))
                        .evaluatorTimeout(Duration.ofSeconds(5))
                        .evaluator("never", input -> Mono.never())
                        .evaluator("next", input -> Mono.just(Evaluation.numeric("n", 1)))))
                .then(() -> time.advanceTimeBy(Duration.ofSeconds(5)))
                .assertNext(result -> {
                    assertThat(result.totalItemsProcessed()).isEqualTo(2);
                    assertThat(result.evaluatorStats().get(0).failedRuns()).isEqualTo(2);
                    assertThat(result.evaluatorStats().get(1).successfulRuns()).isEqualTo(2);
                    assertThat(result.duration()).isEqualTo(Duration.ofSeconds(5));
                })
                .verifyComplete();
    }

    @Test
    void run_evaluatorThatNeverEndsGiving_isCutOff() {
        StepVerifier.create(client.run(evaluation(new Lists(1))
                        .evaluator(
                                "endless",
                                input -> Flux.just(Evaluation.numeric("n", 1)).repeat())))
                .assertNext(result -> {
                    assertThat(result.totalEvaluationsFailed()).isEqualTo(1);
                    assertThat(result.totalScoresCreated()).isZero();
                })
                .verifyComplete();
    }

    @Test
    void run_mappings_thatFail() {
        List<Mapping<TraceView>> mappings = List.of(
                trace -> Mono.empty(),
                trace -> Mono.error(new TimeoutException()),
                trace -> {
                    throw new IllegalStateException();
                },
                Mapping.of(FlowControlTests::nothing),
                trace -> nothing(trace) == null ? nowhere() : Mono.empty());
        List<String> errors = new ArrayList<>();
        for (Mapping<TraceView> mapping : mappings) {
            BatchEvaluationResult result = client.run(BatchEvaluation.ofTraces(mapping)
                            .source(new Lists(1))
                            .evaluator("e", input -> Mono.empty()))
                    .block(Duration.ofSeconds(5));
            errors.addAll(Objects.requireNonNull(result).errorSummary().keySet());
            assertThat(result.failedItemIds()).containsExactly("t0");
        }
        assertThat(errors)
                .containsExactly(
                        "NoSuchElementException",
                        "TimeoutException",
                        "IllegalStateException",
                        "NullPointerException",
                        "NullPointerException");
    }

    @SuppressWarnings("NullAway") // what a careless mapping gives
    private static EvaluationInput nothing(TraceView trace) {
        return null;
    }

    @SuppressWarnings("NullAway") // what a careless mapping gives
    private static Mono<EvaluationInput> nowhere() {
        return null;
    }

    @Test
    void run_mappingOfMany_theFirstCountsAndTheRestIsCancelled() {
        PublisherProbe<EvaluationInput> source =
                PublisherProbe.of(Flux.just(EvaluationInput.of(1, 1)).concatWith(Mono.never()));
        List<Object> judged = new ArrayList<>();
        StepVerifier.create(client.run(BatchEvaluation.ofTraces(trace -> source.flux())
                        .source(new Lists(1))
                        .evaluator("e", input -> {
                            judged.add(Objects.requireNonNull(input.input()));
                            return Mono.empty();
                        })))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(judged).containsExactly(1);
        source.assertWasCancelled();
    }

    @Test
    void run_checkpointAndProgress_comeAfterEachPageInOrder() {
        List<String> told = new ArrayList<>();
        StepVerifier.create(client.run(evaluation(new Lists(10))
                        .evaluator("e", input -> Mono.just(Evaluation.numeric("n", 1)))
                        .checkpointsTo(token -> Mono.fromRunnable(() -> told.add("token " + token.cursor() + " "
                                + token.lastProcessedId() + " " + token.itemsProcessed())))
                        .progress(progress -> told.add(text(progress)))))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(told)
                .containsExactly("token 4 t3 4", "4 of 4", "token 8 t7 8", "8 of 8", "token 10 t9 10", "10 of 10");
    }

    private static String text(BatchProgress progress) {
        return progress.itemsProcessed() + " of " + progress.itemsFetched();
    }

    @Test
    void run_checkpointFails_isAnError() {
        StepVerifier.create(client.run(evaluation(new Lists(10))
                        .evaluator("e", input -> Mono.empty())
                        .checkpointsTo(token -> Mono.error(new IllegalStateException("no disk")))))
                .verifyErrorMessage("no disk");
        StepVerifier.create(client.run(evaluation(new Lists(10))
                        .evaluator("e", input -> Mono.empty())
                        .progress(progress -> {
                            throw new IllegalStateException("only a listener");
                        })))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void run_context_reachesMappingEvaluatorAndCheckpoint() {
        List<String> seen = new ArrayList<>();
        StepVerifier.create(client.run(BatchEvaluation.ofTraces(trace -> Mono.deferContextual(view -> {
                                    seen.add("mapping " + view.get("user"));
                                    return Mono.just(EvaluationInput.of(1, 1));
                                }))
                                .source(new Lists(1))
                                .evaluator(
                                        "e",
                                        input -> Mono.deferContextual(view -> {
                                            seen.add("evaluator " + view.get("user"));
                                            return Mono.empty();
                                        }))
                                .checkpointsTo(token -> Mono.deferContextual(view -> {
                                    seen.add("checkpoint " + view.get("user"));
                                    return Mono.empty();
                                })))
                        .contextWrite(Context.of("user", "ada")))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(seen).containsExactly("mapping ada", "evaluator ada", "checkpoint ada");
    }

    @Test
    void stream_manyPages_needNoStack() {
        Lists lists = new Lists(8_000);
        List<BatchEvaluationResumeToken> last = new ArrayList<>();
        StepVerifier.create(client.stream(evaluation(lists)
                                .retainItemEvaluations(false)
                                .checkpoints(last::add)
                                .evaluator("e", input -> Mono.empty()))
                        .map(ItemOutcome::id)
                        .count())
                .expectNext(8_000L)
                .verifyComplete();
        assertThat(last).hasSize(2_000);
    }
}
