package dev.vitrine.reactor.experiment;

import static dev.vitrine.reactor.experiment.Lab.number;
import static dev.vitrine.reactor.experiment.Lab.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.json.JsonValue;
import dev.vitrine.reactor.trace.Propagation;
import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationIds;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What an experiment's items leave as spans. */
class ExperimentSpanTests {
    private static final List<String> OF_ALL_SPANS = List.of(
            LangfuseAttributes.EXPERIMENT_ID,
            LangfuseAttributes.EXPERIMENT_NAME,
            LangfuseAttributes.EXPERIMENT_ITEM_ID,
            LangfuseAttributes.EXPERIMENT_ITEM_ROOT_OBSERVATION_ID,
            LangfuseAttributes.EXPERIMENT_METADATA + ".model",
            LangfuseAttributes.EXPERIMENT_ITEM_METADATA + ".source");

    @RegisterExtension
    final Lab lab = new Lab(options ->
            options.environment("staging").mask(input -> "secret".equals(input.value()) ? "***" : input.value()));

    private final Experiment base = Experiment.named("capitals")
            .runName("run-1")
            .description("first")
            .metadata(Map.of("model", "gpt", "source", "run"))
            .data(List.of(ExperimentItem.of("France?", "Paris", Map.of("source", "item", "own", 1))))
            .task(item -> lab.client().tracing().observe("llm", observation -> Mono.just("Paris")));

    @Test
    void spans_ofOneItem_haveTheLayout() {
        run(base.evaluator(
                        "accuracy",
                        in -> Mono.just(Evaluation.numeric("accuracy", 1).comment("yes")))
                .composite(CompositeEvaluator.named("sum", (in, all) -> Mono.just(Evaluation.numeric("sum", 1)))));

        SpanData root = lab.span("experiment-item-run");
        SpanData task = lab.span("experiment-item-task");
        SpanData evaluation = lab.span("experiment-item-evaluation");
        assertThat(lab.spans()).hasSize(6).allSatisfy(span -> {
            assertThat(span.getTraceId()).isEqualTo(root.getTraceId());
            assertThat(text(span, LangfuseAttributes.ENVIRONMENT)).isEqualTo("sdk-experiment");
            OF_ALL_SPANS.forEach(key ->
                    assertThat(text(span, key)).as(span.getName() + " " + key).isNotNull());
            assertThat(text(span, LangfuseAttributes.EXPERIMENT_ITEM_ROOT_OBSERVATION_ID))
                    .isEqualTo(task.getSpanId());
            assertThat(text(span, LangfuseAttributes.EXPERIMENT_NAME)).isEqualTo("run-1");
            assertThat(text(span, LangfuseAttributes.EXPERIMENT_DATASET_ID)).isNull();
        });
        assertThat(root.getParentSpanContext().isValid()).isFalse();
        assertThat(List.of(task, evaluation))
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(root.getSpanId()));
        assertThat(lab.span("llm").getParentSpanId()).isEqualTo(task.getSpanId());
        assertThat(List.of(lab.span("accuracy"), lab.span("sum")))
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(evaluation.getSpanId()));
        assertThat(evaluation.getStartEpochNanos()).isGreaterThanOrEqualTo(task.getEndEpochNanos());
        assertThat(root.getEndEpochNanos()).isGreaterThanOrEqualTo(evaluation.getEndEpochNanos());
    }

    @Test
    void rootAndTask_haveInputOutputMetadataAndExpectedOutput() {
        run(base);

        assertThat(List.of(lab.span("experiment-item-run"), lab.span("experiment-item-task")))
                .allSatisfy(span -> {
                    assertThat(text(span, LangfuseAttributes.OBSERVATION_INPUT)).isEqualTo("France?");
                    assertThat(text(span, LangfuseAttributes.OBSERVATION_OUTPUT))
                            .isEqualTo("Paris");
                    assertThat(text(span, LangfuseAttributes.EXPERIMENT_DESCRIPTION))
                            .isEqualTo("first");
                    assertThat(text(span, LangfuseAttributes.EXPERIMENT_ITEM_EXPECTED_OUTPUT))
                            .isEqualTo("Paris");
                    assertThat(text(span, metadata("source")))
                            .as("the run's wins")
                            .isEqualTo("run");
                    assertThat(number(span, metadata("own"))).isEqualTo(1);
                    assertThat(text(span, metadata("experiment_name"))).isEqualTo("capitals");
                    assertThat(text(span, metadata("experiment_run_name"))).isEqualTo("run-1");
                });
        SpanData below = lab.span("llm");
        assertThat(text(below, LangfuseAttributes.EXPERIMENT_DESCRIPTION)).isNull();
        assertThat(text(below, LangfuseAttributes.EXPERIMENT_ITEM_EXPECTED_OUTPUT))
                .isNull();
        assertThat(lab.spans("experiment-item-evaluation"))
                .as("without evaluators")
                .isEmpty();
    }

    @Test
    void evaluatorSpans_sayWhatWasGivenAndFound() {
        run(base.evaluator("good", in -> Mono.just(Evaluation.bool("ok", true).comment("yes")))
                .evaluator("broken", in -> Mono.error(new IllegalStateException("no judge")))
                .composite(CompositeEvaluator.named("all", (in, all) -> Mono.empty())));

        SpanData good = lab.span("good");
        assertThat(text(good, LangfuseAttributes.OBSERVATION_TYPE)).isEqualTo("evaluator");
        assertThat(json(good, LangfuseAttributes.OBSERVATION_INPUT).asMap())
                .containsEntry("input", "France?")
                .containsEntry("output", "Paris")
                .containsEntry("expected_output", "Paris")
                .containsKey("metadata");
        assertThat(json(good, LangfuseAttributes.OBSERVATION_OUTPUT).at("/0").asMap())
                .containsEntry("name", "ok")
                .containsEntry("value", 1)
                .containsEntry("comment", "yes");
        assertThat(text(good, metadata("evaluator_kind"))).isEqualTo("item");
        assertThat(number(good, metadata("evaluator_index"))).isZero();
        SpanData broken = lab.span("broken");
        assertThat(number(broken, metadata("evaluator_index"))).isEqualTo(1);
        assertThat(text(broken, LangfuseAttributes.OBSERVATION_LEVEL)).isEqualTo("ERROR");
        assertThat(json(broken, LangfuseAttributes.OBSERVATION_OUTPUT).asMap()).containsEntry("error", "no judge");
        SpanData composite = lab.span("all");
        assertThat(text(composite, metadata("evaluator_kind"))).isEqualTo("composite");
        assertThat(number(composite, metadata("evaluator_index"))).isNull();
        assertThat(counts()).isEqualTo(counts(3, 1, 1, 0));
        assertThat(text(lab.span("experiment-item-run"), LangfuseAttributes.OBSERVATION_LEVEL))
                .as("a failed evaluator is not the item's failure")
                .isNull();
    }

    @Test
    void compositeEvaluator_withoutEvaluations_isCountedAsSkipped() {
        run(base.evaluator("none", in -> Mono.empty()).composite((in, all) -> Mono.empty()));
        assertThat(counts()).isEqualTo(counts(2, 0, 0, 1));
    }

    @Test
    void failedTask_marksRootAndTask() {
        run(base.task(item -> Mono.error(new IllegalStateException("no answer")))
                .evaluator("a", in -> Mono.empty()));

        assertThat(List.of(lab.span("experiment-item-run"), lab.span("experiment-item-task")))
                .allSatisfy(span -> {
                    assertThat(text(span, LangfuseAttributes.OBSERVATION_OUTPUT))
                            .isEqualTo("Error: no answer");
                    assertThat(text(span, LangfuseAttributes.OBSERVATION_LEVEL)).isEqualTo("ERROR");
                    assertThat(text(span, LangfuseAttributes.OBSERVATION_STATUS_MESSAGE))
                            .isEqualTo("no answer");
                    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                    OF_ALL_SPANS.forEach(key -> assertThat(text(span, key)).isNotNull());
                });
        assertThat(lab.spans("experiment-item-evaluation")).isEmpty();
    }

    @Test
    void missingInput_isAnErrorSpanInTheClientsEnvironmentWithoutAttributes() {
        run(base.data(List.of(ExperimentItem.of(null))));

        SpanData root = lab.span("experiment-item-run");
        assertThat(lab.spans()).hasSize(1);
        assertThat(text(root, LangfuseAttributes.OBSERVATION_OUTPUT))
                .isEqualTo("Error: Experiment Item is missing input. Skipping item.");
        assertThat(text(root, LangfuseAttributes.OBSERVATION_STATUS_MESSAGE))
                .isEqualTo("Experiment Item is missing input. Skipping item.");
        assertThat(text(root, LangfuseAttributes.ENVIRONMENT)).isEqualTo("staging");
        assertThat(root.getAttributes().asMap().keySet().stream().map(AttributeKey::getKey))
                .noneMatch(key -> key.startsWith("langfuse.experiment."));
    }

    @Test
    void localItems_shareTheExperimentIdAndAreKnownByTheirInput() {
        ExperimentResult result = run(base.data(List.of(
                ExperimentItem.of("same"),
                ExperimentItem.of("same"),
                ExperimentItem.of(Map.of("k", 1)),
                ExperimentItem.of("same").id("mine"))));

        List<SpanData> tasks = Flux.fromIterable(result.itemResults())
                .map(item -> lab.spans("experiment-item-task").stream()
                        .filter(span -> span.getSpanId().equals(item.observationId()))
                        .findFirst()
                        .orElseThrow())
                .collectList()
                .block(Lab.LIMIT);
        assertThat(tasks)
                .extracting(span -> text(span, LangfuseAttributes.EXPERIMENT_ITEM_ID))
                .containsExactly(
                        ObservationIds.fromSeed("same"),
                        ObservationIds.fromSeed("same"),
                        ObservationIds.fromSeed("{\"k\":1}"),
                        "mine");
        assertThat(result.experimentId()).matches("[0-9a-f]{16}");
        assertThat(lab.spans())
                .extracting(span -> text(span, LangfuseAttributes.EXPERIMENT_ID))
                .containsOnly(result.experimentId());
    }

    @Test
    void metadata_isFlattenedAndALongLeafIsLeftOutAlone() {
        Map<String, Object> many = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            many.put("key" + i, "x".repeat(100));
        }
        run(base.metadata(Map.of(
                        "a",
                        Map.of("b", Map.of("c", 1)),
                        "list",
                        List.of(1, 2),
                        "flag",
                        true,
                        "long",
                        "y".repeat(201),
                        "just",
                        "z".repeat(200),
                        "many",
                        many))
                .data(List.of(ExperimentItem.of("in", null, "plain"))));

        SpanData task = lab.span("experiment-item-task");
        String prefix = LangfuseAttributes.EXPERIMENT_METADATA;
        assertThat(text(task, prefix + ".a.b.c")).isEqualTo("1");
        assertThat(text(task, prefix + ".list")).isEqualTo("[1,2]");
        assertThat(text(task, prefix + ".flag")).isEqualTo("true");
        assertThat(text(task, prefix + ".long")).isNull();
        assertThat(text(task, prefix + ".just")).hasSize(200);
        assertThat(text(task, prefix + ".many.key19")).hasSize(100);
        assertThat(text(task, LangfuseAttributes.EXPERIMENT_ITEM_METADATA)).isEqualTo("plain");
    }

    @Test
    void run_withinAnObservation_makesNewTracesThatTakeItsAttributes() {
        lab.client()
                .tracing()
                .observe("outer", outer -> lab.experiments().run(base))
                .contextWrite(Propagation.with(attributes -> attributes.userId("u1")))
                .block(Lab.LIMIT);

        SpanData outer = lab.span("outer");
        SpanData root = lab.span("experiment-item-run");
        assertThat(root.getTraceId()).isNotEqualTo(outer.getTraceId());
        assertThat(root.getParentSpanContext().isValid()).isFalse();
        assertThat(List.of(root, lab.span("llm")))
                .allSatisfy(span ->
                        assertThat(text(span, LangfuseAttributes.TRACE_USER_ID)).isEqualTo("u1"));
        assertThat(text(outer, LangfuseAttributes.EXPERIMENT_ID)).isNull();
    }

    @Test
    void twoRunsAtATime_doNotMix() {
        Mono.zip(lab.experiments().run(base.runName("left")), lab.experiments().run(base.runName("right")))
                .block(Lab.LIMIT);

        Map<String, List<SpanData>> traces =
                lab.spans().stream().collect(java.util.stream.Collectors.groupingBy(SpanData::getTraceId));
        assertThat(traces).hasSize(2);
        assertThat(traces.values())
                .allSatisfy(spans -> assertThat(spans.stream()
                                .map(span -> text(span, LangfuseAttributes.EXPERIMENT_NAME))
                                .distinct())
                        .hasSize(1));
    }

    @Test
    void mask_holdsForExpectedOutputAndItemMetadataToo() {
        run(base.data(List.of(ExperimentItem.of("secret", "secret", "secret"))).task(item -> Mono.just("secret")));

        assertThat(lab.spans())
                .allSatisfy(span -> assertThat(
                                span.getAttributes().asMap().values().stream().map(String::valueOf))
                        .doesNotContain("secret"));
        assertThat(text(lab.span("experiment-item-task"), LangfuseAttributes.EXPERIMENT_ITEM_EXPECTED_OUTPUT))
                .isEqualTo("***");
    }

    private ExperimentResult run(Experiment experiment) {
        return Objects.requireNonNull(lab.experiments().run(experiment).block(Lab.LIMIT));
    }

    private Map<String, @Nullable Object> counts() {
        return json(lab.span("experiment-item-evaluation"), LangfuseAttributes.OBSERVATION_OUTPUT)
                .asMap();
    }

    private static Map<String, Object> counts(int evaluators, int evaluations, int failed, int skipped) {
        return Map.of(
                "evaluator_count", evaluators,
                "evaluation_count", evaluations,
                "failed_evaluator_count", failed,
                "skipped_evaluator_count", skipped);
    }

    private static JsonValue json(SpanData span, String attribute) {
        return JsonValue.ofBytes(
                Objects.requireNonNull(text(span, attribute)).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String metadata(String key) {
        return LangfuseAttributes.OBSERVATION_METADATA + "." + key;
    }
}
