package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.experiment.ExperimentItemFailure;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.score.ScoreValue;
import dev.vitrine.trace.LangfuseAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Experiments over local data. */
class ExperimentRunTests {
    @RegisterExtension
    final Lab lab = new Lab();

    private final Experiment base = Experiment.named("capitals").task(item -> Mono.justOrEmpty(item.input()));

    @Test
    void run_hundredItemsWithFailures_isolatesThem() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger seenByRunEvaluator = new AtomicInteger();
        Experiment experiment = Experiment.named("us-18")
                .data(numbers(100))
                .maxConcurrency(5)
                .task(item -> Mono.defer(() -> {
                            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                            return number(item) == 7
                                    ? Mono.error(new IllegalStateException("seven"))
                                    : Mono.delay(Duration.ofMillis(2)).thenReturn(number(item) * 2);
                        })
                        .doOnTerminate(underWay::decrementAndGet))
                .evaluator("one", in -> Mono.just(Evaluation.numeric("one", 1)))
                .evaluator("two", in -> Mono.error(new IllegalStateException("never works")))
                .runEvaluator(results -> {
                    seenByRunEvaluator.set(results.size());
                    return Mono.just(Evaluation.numeric("count", results.size()));
                });

        ExperimentResult result = run(experiment);

        assertThat(most).hasValue(5);
        assertThat(result.itemResults()).hasSize(99);
        assertThat(result.itemResults().stream().map(ExperimentItemResult::index))
                .containsExactlyElementsOf(IntStream.range(0, 100)
                        .filter(i -> i != 7)
                        .mapToObj(i -> (long) i)
                        .toList());
        assertThat(result.itemResults()).allSatisfy(item -> {
            assertThat(item.evaluations()).containsExactly(Evaluation.numeric("one", 1));
            assertThat(item.output()).isEqualTo((int) item.index() * 2);
            assertThat(item.datasetRunId()).isNull();
        });
        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.index()).isEqualTo(7);
            assertThat(failure.error()).hasMessage("seven");
            assertThat(failure.traceId()).isNotNull();
        });
        assertThat(seenByRunEvaluator).hasValue(99);
        assertThat(result.runEvaluations()).containsExactly(Evaluation.numeric("count", 99));
        assertThat(result.datasetRunId()).isNull();
        assertThat(result.datasetRunUrl()).isNull();
        assertThat(lab.server().scoreCount())
                .as("run evaluations of local data are only returned")
                .isEqualTo(99);
    }

    @Test
    void run_withoutItems_asksRunEvaluatorsAndIsNoError() {
        List<Integer> asked = new ArrayList<>();
        ExperimentResult result = run(base.data(List.of()).runEvaluator(results -> {
            asked.add(results.size());
            return Mono.empty();
        }));

        assertThat(asked).containsExactly(0);
        assertThat(result.itemResults()).isEmpty();
        assertThat(result).hasToString("No experiment results to display.");
    }

    @Test
    void run_itemsThatEndInAnyOrder_areInInputOrder() {
        ExperimentResult result = run(Experiment.named("order")
                .data(numbers(20))
                .task(item -> Mono.delay(Duration.ofMillis(20 - number(item))).thenReturn(number(item))));

        assertThat(result.itemResults().stream().map(ExperimentItemResult::output))
                .containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void run_withoutInput_failsTheItemAlone() {
        ExperimentResult result = run(base.data(List.of(ExperimentItem.of(null, "x"), ExperimentItem.of("in"))));

        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.index()).isZero();
            assertThat(failure.error()).hasMessage("Experiment Item is missing input. Skipping item.");
        });
        assertThat(result.itemResults()).hasSize(1);
    }

    @Test
    void run_taskThrowsOrGivesNoMono_failsTheItem() {
        ExperimentResult thrown = run(base.data(numbers(1)).task(item -> {
            throw new IllegalStateException("thrown");
        }));
        assertThat(thrown.failures())
                .extracting(ExperimentItemFailure::error)
                .singleElement()
                .satisfies(error -> assertThat(error).hasMessage("thrown"));
        ExperimentResult none = run(base.data(numbers(1)).task(item -> nothing()));
        assertThat(none.failures())
                .extracting(ExperimentItemFailure::error)
                .singleElement()
                .satisfies(error -> assertThat(error)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessageContaining("task of experiment"));
    }

    @Test
    void run_emptyTask_isAnOutputOfNull() {
        ExperimentResult result = run(base.data(numbers(1))
                .task(item -> Mono.empty())
                .evaluator("n", in -> Mono.just(Evaluation.bool("isNull", in.output() == null))));

        assertThat(result.itemResults()).singleElement().satisfies(item -> {
            assertThat(item.output()).isNull();
            assertThat(item.evaluations()).containsExactly(Evaluation.bool("isNull", true));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "error", "null", "never", "tooMany", "halfway"})
    void run_evaluatorFailsInAnyWay_givesNothingAndCostsNothing(String how) {
        Evaluator failing = in -> switch (how) {
            case "throws" -> throw new IllegalStateException("thrown");
            case "error" -> Flux.error(new IllegalStateException("signalled"));
            case "null" -> nothing();
            case "never" -> Flux.never();
            case "tooMany" -> Mono.just(Evaluation.numeric("x", 1)).repeat();
            default ->
                Flux.concat(Mono.just(Evaluation.numeric("half", 1)), Mono.error(new IllegalStateException("then")));
        };
        ExperimentResult result = run(base.data(numbers(2))
                .evaluator("failing", failing)
                .evaluator("good", in -> Flux.just(Evaluation.numeric("a", 1), Evaluation.numeric("b", 2)))
                .evaluator("silent", in -> Flux.empty())
                .evaluatorTimeout(Duration.ofMillis(150)));

        assertThat(result.itemResults())
                .hasSize(2)
                .allSatisfy(item -> assertThat(item.evaluations())
                        .extracting(Evaluation::name)
                        .containsExactly("a", "b"));
        assertThat(lab.spans("failing"))
                .hasSize(2)
                .allSatisfy(span -> assertThat(Lab.text(span, LangfuseAttributes.OBSERVATION_LEVEL))
                        .isEqualTo("ERROR"));
    }

    @Test
    void run_evaluationOfNaN_isKeptAndNotSent() {
        ExperimentResult result =
                run(base.data(numbers(1)).evaluator("nan", in -> Mono.just(Evaluation.numeric("nan", Double.NaN))));

        assertThat(result.itemResults().get(0).evaluations())
                .extracting(Evaluation::value)
                .containsExactly(new ScoreValue.Numeric(Double.NaN));
        assertThat(lab.server().scoreCount()).isZero();
        assertThat(lab.client().scores().statistics().invalid()).isEqualTo(1);
    }

    @Test
    void run_skippedEvaluation_isKeptAndNotSent() {
        ExperimentResult result =
                run(base.data(numbers(1)).evaluator("s", in -> Mono.just(Evaluation.skipped("s", "no judge"))));

        assertThat(result.itemResults().get(0).evaluations()).hasSize(1);
        assertThat(lab.server().scoreCount()).isZero();
        assertThat(lab.client().scores().statistics().invalid()).isZero();
    }

    @Test
    void run_compositeEvaluator_seesWhatTheOthersSaid() {
        List<List<String>> seen = new ArrayList<>();
        ExperimentResult result = run(base.data(numbers(1))
                .evaluator("a", in -> Mono.just(Evaluation.numeric("a", 1)))
                .evaluator("b", in -> Mono.just(Evaluation.numeric("b", 0)))
                .composite((in, evaluations) -> {
                    seen.add(evaluations.stream().map(Evaluation::name).toList());
                    return Mono.just(Evaluation.numeric("all", 0.5));
                }));

        assertThat(seen).containsExactly(List.of("a", "b"));
        assertThat(result.evaluationNames()).containsExactly("a", "b", "all");
        assertThat(lab.server().scoreCount()).isEqualTo(3);
    }

    @Test
    void run_evaluatorsSideBySide_keepTheirOrder() {
        TestPublisher<Evaluation> slow = TestPublisher.create();
        ExperimentResult result = run(base.data(numbers(1))
                .evaluatorConcurrency(2)
                .evaluator("slow", in -> slow.flux())
                .evaluator(
                        "fast",
                        in -> Mono.just(Evaluation.numeric("fast", 1))
                                .doOnSuccess(given -> slow.emit(Evaluation.numeric("slow", 1)))));

        assertThat(result.evaluationNames()).containsExactly("slow", "fast");
        assertThatIllegalArgumentException().isThrownBy(() -> base.evaluatorConcurrency(0));
    }

    @Test
    void run_fasterThanItsSpansCanBeSent_waitsInsteadOfDroppingThem() {
        LangfuseClient narrow = lab.another(options -> options.maxQueuedSpans(64));
        Objects.requireNonNull(narrow.experiments()
                .run(base.maxConcurrency(4).data(numbers(500)).evaluator("e", in -> Mono.empty()))
                .block(Lab.LIMIT));
        assertThat(narrow.tracing().metrics().dropped()).isZero();
        assertThat(lab.spans()).hasSize(2000);
    }

    @Test
    void run_compositeEvaluator_isAskedOnlyOfSomething_andMayFail() {
        AtomicInteger asked = new AtomicInteger();
        CompositeEvaluator failing = (in, evaluations) -> {
            asked.incrementAndGet();
            throw new IllegalStateException("composite");
        };
        run(base.data(numbers(1)).composite(failing));
        run(base.data(numbers(1)).evaluator("none", in -> Mono.empty()).composite(failing));
        assertThat(asked).hasValue(0);

        ExperimentResult result = run(base.data(numbers(1))
                .evaluator("a", in -> Mono.just(Evaluation.numeric("a", 1)))
                .composite(failing));
        assertThat(asked).hasValue(1);
        assertThat(result.evaluationNames()).containsExactly("a");
    }

    @Test
    void run_runEvaluators_runInOrderAndAreIsolated() {
        ExperimentResult result = run(base.data(numbers(1))
                .runEvaluator("first", results -> Flux.just(Evaluation.numeric("r1", 1), Evaluation.numeric("r2", 2)))
                .runEvaluator("broken", results -> Mono.error(new IllegalStateException("broken")))
                .runEvaluator("last", results -> Mono.just(Evaluation.numeric("r3", 3))));

        assertThat(result.runEvaluations()).extracting(Evaluation::name).containsExactly("r1", "r2", "r3");
    }

    @Test
    void run_taskTimeout_failsTheItemAndCancelsTheTask() {
        AtomicInteger cancelled = new AtomicInteger();
        ExperimentResult result = run(base.data(numbers(2))
                .task(item ->
                        number(item) == 0 ? Mono.never().doOnCancel(cancelled::incrementAndGet) : Mono.just("done"))
                .taskTimeout(Duration.ofMillis(150)));

        assertThat(result.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.error())
                        .isInstanceOf(TimeoutException.class)
                        .hasMessageContaining("capitals")
                        .hasMessageContaining("PT0.15S"));
        assertThat(result.itemResults()).hasSize(1);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void run_runName_isGivenOrNameAndTime() {
        assertThat(run(base.data(numbers(1)).runName("mine/1")).runName()).isEqualTo("mine/1");
        assertThat(run(base.data(numbers(1))).runName())
                .matches("capitals - \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z");
    }

    @Test
    void run_secondSubscription_isARunOfItsOwn() {
        Mono<ExperimentResult> run = lab.experiments().run(base.data(numbers(2)));
        ExperimentResult first = Objects.requireNonNull(run.block(Lab.LIMIT));
        ExperimentResult second = Objects.requireNonNull(run.block(Lab.LIMIT));

        assertThat(second.experimentId()).isNotEqualTo(first.experimentId());
        assertThat(lab.spans("experiment-item-run")).hasSize(4);
    }

    @Test
    void run_dataFail_isTheErrorAfterWhatWasRecordedWasSent() {
        Flux<ExperimentItem> data = Flux.concat(numbers(2), Mono.error(new IllegalStateException("source broke")));
        StepVerifier.create(lab.experiments()
                        .run(base.data(data)
                                .maxConcurrency(1)
                                .evaluator("a", in -> Mono.just(Evaluation.numeric("a", 1)))))
                .expectErrorMessage("source broke")
                .verify(Lab.LIMIT);

        assertThat(lab.server().scoreCount()).isEqualTo(2);
    }

    @Test
    void run_scores_areOfTheTaskWithCommentMetadataAndConfig() {
        ExperimentResult result = run(base.data(numbers(1))
                .evaluator(
                        "a",
                        in -> Mono.just(Evaluation.bool("polite", true)
                                .comment("please")
                                .metadata(Map.of("judge", "j1")))));
        ExperimentItemResult item = result.itemResults().get(0);

        assertThat(lab.scores()).singleElement().satisfies(score -> {
            assertThat(score)
                    .containsEntry("name", "polite")
                    .containsEntry("dataType", "BOOLEAN")
                    .containsEntry("comment", "please")
                    .containsEntry("metadata", Map.of("judge", "j1"));
            assertThat(score.get("subject"))
                    .isEqualTo(Map.of(
                            "kind", "observation",
                            "id", Objects.requireNonNull(item.observationId()),
                            "traceId", Objects.requireNonNull(item.traceId())));
        });
        assertThat(lab.span("experiment-item-task").getSpanId()).isEqualTo(item.observationId());
    }

    @Test
    void run_incompleteExperiment_isRefusedAtCallTime() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lab.experiments().run(base))
                .withMessageContaining("data of experiment 'capitals' is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lab.experiments().stream(Experiment.named("e").data(numbers(1))))
                .withMessageContaining("task of experiment 'e' is missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        lab.experiments().run(base.data(numbers(1)).shard(0, 2).runName("r")))
                .withMessageContaining("shard");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lab.experiments().run(base.on("ds").shard(0, 2)))
                .withMessageContaining("runName");
        assertThatIllegalArgumentException().isThrownBy(() -> base.maxConcurrency(0));
        assertThatIllegalArgumentException().isThrownBy(() -> base.shard(2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> base.taskTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Experiment.named(" "));
    }

    @Test
    void run_flushFails_completesAllTheSame() {
        lab.server().faults().on(Route.INGESTION, fault -> fault.status(500));
        ExperimentResult result = run(base.data(numbers(1))
                .evaluator("a", in -> Mono.just(Evaluation.numeric("a", 1)))
                .flushTimeout(Duration.ofMillis(300)));
        assertThat(result.itemResults()).hasSize(1);
        assertThat(lab.server().scoreCount()).isZero();
        lab.server().faults().clear();
    }

    static Flux<ExperimentItem> numbers(int count) {
        return Flux.range(0, count).map(ExperimentItem::of);
    }

    static int number(ExperimentItem item) {
        return Objects.requireNonNull(item.input(Integer.class));
    }

    private ExperimentResult run(Experiment experiment) {
        return Objects.requireNonNull(lab.experiments().run(experiment).block(Lab.LIMIT));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a careless user gives
    private static <P extends Publisher<?>> P nothing() {
        return null;
    }
}
