package dev.vitrine.reactor.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.WriteMode;
import dev.vitrine.embedded.traffic.Disconnect;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.evaluation.BatchEvaluationResult;
import dev.vitrine.evaluation.BatchEvaluationResumeToken;
import dev.vitrine.evaluation.EvaluatorStats;
import dev.vitrine.evaluation.ItemFilter;
import dev.vitrine.evaluation.ItemFilter.SetMatch;
import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import dev.vitrine.json.JsonValue;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.testing.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Whole runs against the embedded platform, with the older lists. */
class EvaluationFlowTests {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @RegisterExtension
    final Platform platform = new Platform(builder -> builder.writeMode(WriteMode.DUAL));

    private void seed(int count) {
        new Seed(platform.client())
                .addNow(IntStream.range(0, count)
                        .mapToObj(number -> Seed.Row.at(number, Seed.START.plusSeconds(number)))
                        .toList());
    }

    private BatchEvaluationResult run(BatchEvaluation<?> evaluation) {
        return Objects.requireNonNull(
                platform.client().evaluations().run(evaluation).block(PATIENCE));
    }

    private static Set<String> traceIds(int... numbers) {
        return IntStream.of(numbers).mapToObj(Seed::traceId).collect(Collectors.toSet());
    }

    /** US-20. */
    @Test
    void run_threePagesWithFailures_keepsExactBooks() {
        seed(107);
        Set<String> unmapped = traceIds(3, 70);
        Set<String> unjudged = traceIds(1, 20, 50, 60, 105);
        BatchEvaluationResult result = run(BatchEvaluation.ofTraces(trace -> {
                    if (unmapped.contains(trace.id())) {
                        throw new IllegalArgumentException("no mapping for this one");
                    }
                    return Recorder.ids().map(trace);
                })
                .evaluator(
                        "exact",
                        input -> unjudged.contains(Recorder.id(input))
                                ? Mono.error(new IllegalStateException("cannot judge"))
                                : Mono.just(Evaluation.bool("exact", true).comment("same"))));
        assertThat(result.totalItemsFetched()).isEqualTo(107);
        assertThat(result.totalItemsProcessed()).isEqualTo(105);
        assertThat(result.totalItemsFailed()).isEqualTo(2);
        assertThat(result.failedItemIds()).containsExactly(Seed.traceId(3), Seed.traceId(70));
        assertThat(result.errorSummary()).isEqualTo(Map.of("IllegalArgumentException", 2L));
        assertThat(result.evaluatorStats()).containsExactly(new EvaluatorStats("exact", 105, 100, 5, 100));
        assertThat(result.totalEvaluationsFailed()).isEqualTo(5);
        assertThat(result.totalScoresCreated()).isEqualTo(100);
        assertThat(result.itemEvaluations()).hasSize(105).doesNotContainKeys(Seed.traceId(3));
        assertThat(result.completed()).isTrue();
        assertThat(result.resumeToken()).isNull();
        assertThat(result.hasMoreItems()).isFalse();
        assertThat(platform.server().scoreCount()).isEqualTo(100);
        assertThat(platform.server().requests().count(Route.TRACES_LIST)).isEqualTo(3);
        double seconds = result.duration().toNanos() / 1e9;
        assertThat(result).hasToString(String.format(Locale.ROOT, """
                        ============================================================
                        Batch Evaluation Results
                        ============================================================

                        Status: Completed
                        Duration: %.2fs

                        Items fetched: 107
                        Items processed: 105
                        Items failed: 2
                        Success rate: 98.1%%

                        Scores created: 100
                        Total scores: 100

                        Evaluator Performance:
                          exact:
                            Runs: 100/105 (95.2%% success)
                            Scores created: 100
                            Failed runs: 5

                        Performance:
                          Throughput: %.2f items/second
                          Avg scores per item: 0.95

                        Errors encountered:
                          IllegalArgumentException: 2
                        ============================================================""", seconds, 105 / seconds));
    }

    /** US-21. */
    @Test
    void run_outageFromPageThree_resumedFromStoredJson_evaluatesEachTraceOnce() {
        seed(250);
        Recorder recorder = new Recorder();
        BatchEvaluation<TraceView> evaluation =
                BatchEvaluation.ofTraces(Recorder.ids()).evaluator(recorder).maxRetries(0);
        platform.server().faults().on(Route.TRACES_LIST, fault -> fault.after(2).status(500));
        BatchEvaluationResult first = run(evaluation);
        assertThat(first.completed()).isFalse();
        assertThat(first.totalItemsProcessed()).isEqualTo(100);
        assertThat(platform.server().scoreCount()).isEqualTo(100);
        String stored = Objects.requireNonNull(first.resumeToken()).toJson();
        assertThat(first.toString()).contains("Warning: Evaluation incomplete", "  Items processed: 100");

        platform.server().faults().clear();
        BatchEvaluationResult second = run(evaluation.resumeFrom(BatchEvaluationResumeToken.fromJson(stored)));
        assertThat(second.completed()).isTrue();
        assertThat(second.totalItemsProcessed()).isEqualTo(150);
        assertThat(recorder.seen())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 250).mapToObj(Seed::traceId).toList());
        assertThat(platform.server().scoreCount()).isEqualTo(250);
    }

    @Test
    void run_evaluatorsAndComposite_areCountedByPosition() {
        seed(3);
        BatchEvaluationResult result = run(BatchEvaluation.ofTraces(Recorder.ids())
                .evaluator("same", input -> Mono.just(Evaluation.numeric("a", 1)))
                .evaluator("same", input -> Flux.just(Evaluation.numeric("b", 2), Evaluation.numeric("c", 3)))
                .evaluator("none", input -> Flux.empty())
                .evaluator("nothing", input -> nothing())
                .evaluator("throws", input -> {
                    throw new UnsupportedOperationException();
                })
                .evaluator("not a number", input -> Mono.just(Evaluation.numeric("nan", Double.NaN)))
                .evaluator("skips", input -> Mono.just(Evaluation.skipped("skipped", "no reference")))
                .compositeEvaluator((input, evaluations) -> {
                    if (Recorder.id(input).equals(Seed.traceId(2))) {
                        throw new IllegalStateException();
                    }
                    return Mono.just(Evaluation.numeric("composite", evaluations.size()));
                }));
        assertThat(result.evaluatorStats())
                .containsExactly(
                        new EvaluatorStats("same", 3, 3, 0, 3),
                        new EvaluatorStats("same#2", 3, 3, 0, 6),
                        new EvaluatorStats("none", 3, 3, 0, 0),
                        new EvaluatorStats("nothing", 3, 0, 3, 0),
                        new EvaluatorStats("throws", 3, 0, 3, 0),
                        new EvaluatorStats("not a number", 3, 3, 0, 3),
                        new EvaluatorStats("skips", 3, 3, 0, 3));
        assertThat(result.totalItemsProcessed()).isEqualTo(3);
        assertThat(result.totalScoresCreated()).isEqualTo(15);
        assertThat(result.totalCompositeScoresCreated()).isEqualTo(2);
        assertThat(result.totalEvaluationsFailed()).isEqualTo(6);
        assertThat(result.errorSummary()).isEmpty();
        assertThat(result.itemEvaluations().get(Seed.traceId(0)))
                .extracting(Evaluation::name)
                .containsExactly("a", "b", "c", "nan", "skipped", "composite");
        // the platform takes no NaN, and what was skipped is no score
        assertThat(platform.server().scoreCount()).isEqualTo(3 * 3 + 2);
    }

    @SuppressWarnings("NullAway") // what a careless evaluator gives
    private static Mono<Evaluation> nothing() {
        return null;
    }

    @Test
    void run_allEvaluatorsFail_itemIsProcessedAndCompositeIsNotAsked() {
        seed(1);
        BatchEvaluationResult result = run(BatchEvaluation.ofTraces(Recorder.ids())
                .evaluator("bad", input -> Mono.error(new IllegalStateException()))
                .compositeEvaluator((input, all) -> Mono.just(Evaluation.numeric("composite", 1))));
        assertThat(result.totalItemsProcessed()).isEqualTo(1);
        assertThat(result.totalItemsFailed()).isZero();
        assertThat(result.itemEvaluations()).containsEntry(Seed.traceId(0), List.of());
        assertThat(platform.server().scoreCount()).isZero();
    }

    @Test
    void run_observations_scoresHaveBothIdsAndTheMetadataOfBoth() {
        seed(1);
        run(BatchEvaluation.ofObservations(Recorder.ids())
                .evaluator(
                        "e",
                        input -> Flux.just(
                                Evaluation.numeric("a", 1).metadata(Map.of("own", 1, "both", "evaluation")),
                                Evaluation.numeric("b", 1).metadata("a text"),
                                Evaluation.numeric("c", 1)))
                .metadata(Map.of("both", "run", "batch", "nightly")));
        List<?> scores = (List<?>) Objects.requireNonNull(scores().asMap().get("data"));
        assertThat(scores).hasSize(3);
        for (Object score : scores) {
            Map<?, ?> row = (Map<?, ?>) score;
            assertThat(row.get("subject"))
                    .isEqualTo(Map.of("kind", "observation", "id", Seed.observationId(0), "traceId", Seed.traceId(0)));
            assertThat(row.get("metadata"))
                    .isEqualTo(
                            switch (String.valueOf(row.get("name"))) {
                                case "a" -> Map.of("own", 1, "both", "run", "batch", "nightly");
                                case "b" -> Map.of("value", "a text", "both", "run", "batch", "nightly");
                                default -> Map.of("both", "run", "batch", "nightly");
                            });
        }
    }

    private JsonValue scores() {
        return Objects.requireNonNull(platform.client()
                .api()
                .exchange(ApiRequest.get("/api/public/v3/scores")
                        .query("fields", "core,details,subject")
                        .build())
                .block(PATIENCE));
    }

    @Test
    void run_checkpointRunAgain_overwritesTheScores() {
        seed(6);
        List<BatchEvaluationResumeToken> tokens = new ArrayList<>();
        BatchEvaluation<TraceView> evaluation = BatchEvaluation.ofTraces(Recorder.ids())
                .evaluator(new Recorder())
                .pageSize(2)
                .checkpoints(tokens::add);
        run(evaluation);
        run(evaluation.resumeFrom(tokens.get(0))); // as after a crash
        assertThat(platform.server().scoreCount()).isEqualTo(6);
        assertThat(platform.server().scoreWrites()).isEqualTo(10);
        run(evaluation); // another run judges anew
        assertThat(platform.server().scoreCount()).isEqualTo(12);
    }

    @Test
    void run_maxItems_attemptsNoMore() {
        seed(12);
        for (Object[] expected : new Object[][] {
            // limit, attempted, fetched, more, requests
            {0L, 0, 0, false, 0L},
            {3L, 3, 5, true, 1L},
            {5L, 5, 5, true, 1L},
            {7L, 7, 10, true, 2L},
            {11L, 11, 12, true, 3L}, // the short last page is cut
            {12L, 12, 12, false, 3L},
            {40L, 12, 12, false, 3L}
        }) {
            platform.server().requests().clear();
            Recorder recorder = new Recorder();
            BatchEvaluationResult result = run(BatchEvaluation.ofTraces(Recorder.ids())
                    .evaluator(recorder)
                    .pageSize(5)
                    .maxItems((Long) expected[0]));
            assertThat(recorder.seen()).as("maxItems %s", expected[0]).hasSize((Integer) expected[1]);
            assertThat(result.totalItemsFetched()).isEqualTo(((Integer) expected[2]).longValue());
            assertThat(result.hasMoreItems()).as("maxItems %s", expected[0]).isEqualTo(expected[3]);
            assertThat(result.completed()).isTrue();
            assertThat(result.resumeToken()).isNull();
            assertThat(platform.server().requests().count(Route.TRACES_LIST)).isEqualTo((Long) expected[4]);
        }
    }

    @Test
    void run_failuresCountAgainstMaxItems() {
        seed(10);
        BatchEvaluationResult result = run(BatchEvaluation.ofTraces(Mapping.<TraceView>of(trace -> {
                    throw new IllegalStateException();
                }))
                .evaluator(new Recorder())
                .pageSize(2)
                .maxItems(4));
        assertThat(result.totalItemsFailed()).isEqualTo(4);
        assertThat(result.totalItemsFetched()).isEqualTo(4);
        assertThat(result.hasMoreItems()).isTrue();
    }

    @Test
    void run_filter_selects() {
        seed(4);
        BatchEvaluation<TraceView> all = BatchEvaluation.ofTraces(Recorder.ids());
        Recorder some = new Recorder();
        run(all.evaluator(some)
                .pageSize(1)
                .filter(ItemFilter.all().options("id", SetMatch.ANY_OF, List.of(Seed.traceId(1), Seed.traceId(3)))));
        assertThat(some.seen()).containsExactly(Seed.traceId(1), Seed.traceId(3));
        Recorder none = new Recorder();
        BatchEvaluationResult empty = run(all.evaluator(none)
                .filter("[{\"type\":\"string\",\"column\":\"name\",\"operator\":\"=\",\"value\":\"no such\"}]"));
        assertThat(empty.completed()).isTrue();
        assertThat(empty.totalItemsFetched()).isZero();
        StepVerifier.create(platform.client()
                        .evaluations()
                        .run(all.evaluator(none)
                                .filter("[{\"type\":\"null\",\"column\":\"moon\",\"operator\":\"is null\","
                                        + "\"value\":\"\"}]")))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ApiException.BadRequest.class)
                        .hasMessageContaining("Column moon"));
    }

    @Test
    void run_resumedWithoutFilter_takesTheTokens() {
        seed(6);
        String filter = ItemFilter.all()
                .options("id", SetMatch.ANY_OF, List.of(Seed.traceId(1), Seed.traceId(5)))
                .toJson();
        Recorder recorder = new Recorder();
        run(BatchEvaluation.ofTraces(Recorder.ids())
                .evaluator(recorder)
                .resumeFrom(BatchEvaluationResumeToken.of(
                        dev.vitrine.evaluation.EvaluationScope.TRACES,
                        filter,
                        Seed.START.plusSeconds(1).toString(),
                        Seed.traceId(1),
                        1)));
        assertThat(recorder.seen()).containsExactly(Seed.traceId(5));
    }

    @Test
    void run_withoutRetention_keepsCountsOnly() {
        seed(3);
        BatchEvaluationResult result = run(BatchEvaluation.ofTraces(Recorder.ids())
                .evaluator(new Recorder())
                .retainItemEvaluations(false));
        assertThat(result.itemEvaluations()).isEmpty();
        assertThat(result.totalScoresCreated()).isEqualTo(3);
    }

    @Test
    void run_jsonPathMapping_readsTheItem() {
        seed(1);
        List<EvaluationInput> inputs = new ArrayList<>();
        run(BatchEvaluation.ofTraces(
                        Mapping.jsonPath().input("$.question").metadata(JsonPathMapping.Field.ITEM, "$.name"))
                .evaluator("look", input -> {
                    inputs.add(input);
                    return Mono.empty();
                }));
        assertThat(inputs).containsExactly(new EvaluationInput("q0", "answer 0", null, "item 0"));
    }

    @Test
    void run_pageBreaksOffAndIsThenRefusedForAWhile_isAskedForAgain() {
        seed(4);
        platform.server()
                .faults()
                .on(
                        Route.TRACES_LIST,
                        fault -> fault.disconnect(Disconnect.MID_RESPONSE)
                                .after(1)
                                .times(1))
                .on(
                        Route.TRACES_LIST,
                        fault -> fault.status(429)
                                .retryAfter(Duration.ofSeconds(1))
                                .times(1));
        Recorder recorder = new Recorder();
        BatchEvaluationResult result =
                run(BatchEvaluation.ofTraces(Recorder.ids()).evaluator(recorder).pageSize(2));
        assertThat(result.completed()).isTrue();
        assertThat(recorder.seen()).hasSize(4).doesNotHaveDuplicates();
        assertThat(platform.server().requests().count(Route.TRACES_LIST)).isEqualTo(5);
    }

    @Test
    void stream_emitsAnOutcomeAnItem_thenTheInterruption() {
        seed(6);
        platform.server().faults().on(Route.TRACES_LIST, fault -> fault.after(2).status(500));
        StepVerifier.create(platform.client().evaluations().stream(BatchEvaluation.ofTraces(Recorder.ids())
                                .evaluator(new Recorder())
                                .maxRetries(0)
                                .maxConcurrency(1)
                                .pageSize(2))
                        .map(outcome ->
                                outcome.id() + " " + outcome.evaluations().size()))
                .expectNext(Seed.traceId(0) + " 1", Seed.traceId(1) + " 1")
                .expectNext(Seed.traceId(2) + " 1", Seed.traceId(3) + " 1")
                .verifyErrorSatisfies(error -> {
                    BatchEvaluationResult result = ((EvaluationInterruptedException) error).result();
                    assertThat(result.totalItemsProcessed()).isEqualTo(4);
                    assertThat(result.resumeToken()).isNotNull();
                    assertThat(error).hasCauseInstanceOf(ApiException.ServerError.class);
                });
    }

    @Test
    void run_subscribedTwice_areTwoRuns() {
        seed(2);
        Recorder recorder = new Recorder();
        Mono<BatchEvaluationResult> run = platform.client()
                .evaluations()
                .run(BatchEvaluation.ofTraces(Recorder.ids()).evaluator(recorder));
        assertThat(platform.server().requests().count(Route.TRACES_LIST)).isZero();
        run.block(PATIENCE);
        run.block(PATIENCE);
        assertThat(recorder.seen()).hasSize(4);
        assertThat(platform.server().scoreCount()).isEqualTo(4);
    }
}
