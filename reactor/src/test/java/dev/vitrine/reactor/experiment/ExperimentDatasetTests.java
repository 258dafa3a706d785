package dev.vitrine.reactor.experiment;

import static dev.vitrine.reactor.experiment.Lab.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.embedded.dataset.RunSummary;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.media.MediaHandle;
import dev.vitrine.trace.LangfuseAttributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Experiments over a dataset, linked to its runs. */
class ExperimentDatasetTests {
    private static final String DATASET = "visual-qa";

    @RegisterExtension
    final Lab lab = new Lab();

    private final Experiment base = Experiment.named("baseline")
            .runName("run-1")
            .on(DATASET)
            .task(item -> Mono.just("answer"))
            .evaluator("ok", in -> Mono.just(Evaluation.bool("ok", true)))
            .runEvaluator(results -> Mono.just(Evaluation.numeric("count", results.size())));

    @Test
    void run_overADataset_linksEachItemAndScoresTheRun() {
        createItems(3);
        ExperimentResult result =
                run(base.description("first").metadata(Map.of("model", "gpt")).maxConcurrency(2));

        RunSummary stored = onlyRun();
        assertThat(stored.name()).isEqualTo("run-1");
        assertThat(result.datasetRunId()).isEqualTo(stored.id());
        assertThat(result.experimentId()).isEqualTo(stored.id());
        assertThat(result.datasetRunUrl())
                .isEqualTo(lab.server().baseUrl() + "/project/"
                        + lab.client().projectId().block(Lab.LIMIT) + "/datasets/" + stored.datasetId() + "/runs/"
                        + stored.id());
        assertThat(result.itemResults()).hasSize(3).allSatisfy(item -> {
            assertThat(item.datasetRunId()).isEqualTo(stored.id());
            assertThat(stored.items())
                    .contains(new RunSummary.Item(
                            Objects.requireNonNull(item.item().id()),
                            Objects.requireNonNull(item.traceId()),
                            item.observationId()));
        });
        assertThat(lab.spans()).allSatisfy(span -> {
            assertThat(text(span, LangfuseAttributes.EXPERIMENT_ID)).isEqualTo(stored.id());
            assertThat(text(span, LangfuseAttributes.EXPERIMENT_DATASET_ID)).isEqualTo(stored.datasetId());
        });
        SpanData task = lab.spans("experiment-item-task").get(0);
        assertThat(text(task, LangfuseAttributes.OBSERVATION_METADATA + ".dataset_id"))
                .isEqualTo(stored.datasetId());
        assertThat(text(task, LangfuseAttributes.OBSERVATION_METADATA + ".dataset_item_id"))
                .isEqualTo(text(task, LangfuseAttributes.EXPERIMENT_ITEM_ID));
        assertThat(lab.scores())
                .filteredOn(score -> "count".equals(score.get("name")))
                .singleElement()
                .satisfies(score ->
                        assertThat(score.get("subject")).isEqualTo(Map.of("kind", "experiment", "id", stored.id())));
        assertThat(result.format(false)).endsWith("🔗 Dataset Run:\n   " + result.datasetRunUrl());
    }

    @Test
    void run_firstLinkFails_evaluatesAllAndLinksTheOthers() {
        createItems(3);
        lab.server()
                .faults()
                .on(Route.RUN_ITEM_CREATE, fault -> fault.status(400).times(1));

        ExperimentResult result = run(base.maxConcurrency(1));

        assertThat(result.itemResults()).hasSize(3);
        assertThat(result.itemResults())
                .extracting(ExperimentItemResult::datasetRunId)
                .containsExactly(null, onlyRun().id(), onlyRun().id());
        assertThat(onlyRun().items()).hasSize(2);
        assertThat(result.datasetRunId()).isEqualTo(onlyRun().id());
        assertThat(result.datasetRunUrl()).isNotNull();
        assertThat(result.runEvaluations()).containsExactly(Evaluation.numeric("count", 3));
        assertThat(lab.server().scoreCount()).isEqualTo(4);
        String unlinked = Objects.requireNonNull(result.itemResults().get(0).traceId());
        assertThat(lab.spans())
                .filteredOn(span -> span.getTraceId().equals(unlinked))
                .allSatisfy(span ->
                        assertThat(text(span, LangfuseAttributes.EXPERIMENT_ID)).matches("[0-9a-f]{16}"));
    }

    @Test
    void run_noLinkWorks_completesWithoutRun() {
        createItems(2);
        lab.server().faults().on(Route.RUN_ITEM_CREATE, fault -> fault.status(404));

        ExperimentResult result = run(base);

        assertThat(result.itemResults()).hasSize(2);
        assertThat(result.datasetRunId()).isNull();
        assertThat(result.datasetRunUrl()).isNull();
        assertThat(lab.server().scoreCount()).as("run scores need a run").isEqualTo(2);
        assertThat(lab.spans())
                .extracting(span -> text(span, LangfuseAttributes.EXPERIMENT_ID))
                .containsOnly(result.experimentId());
    }

    @Test
    void run_projectCannotBeLookedUp_hasNoUrl() {
        createItems(1);
        lab.server().faults().on(Route.PROJECTS, fault -> fault.status(403));
        ExperimentResult result = run(base);
        assertThat(result.datasetRunId()).isNotNull();
        assertThat(result.datasetRunUrl()).isNull();
        assertThat(result.projectUrl()).isNull();
    }

    @Test
    void link_isMadeBeforeTheTaskRuns() {
        createItems(1);
        List<Long> linked = new ArrayList<>();
        run(base.task(item -> Mono.fromSupplier(() -> {
            linked.add(lab.server().requests().count(Route.RUN_ITEM_CREATE));
            return "x";
        })));
        assertThat(linked).containsExactly(1L);
    }

    @Test
    void run_itemWithNullInput_failsAndIsNotLinked() {
        lab.client().datasets().create(DATASET).block(Lab.LIMIT);
        lab.client()
                .datasets()
                .createItem(DATASET, item -> item.expectedOutput("x"))
                .block(Lab.LIMIT);

        ExperimentResult result = run(base);

        assertThat(result.failures()).hasSize(1);
        assertThat(lab.server().requests().count(Route.RUN_ITEM_CREATE)).isZero();
    }

    @Test
    void run_multimodalItem_reachesTheTaskAsAHandle() {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3};
        lab.client().datasets().create(DATASET).block(Lab.LIMIT);
        lab.client()
                .datasets()
                .createItem(
                        DATASET,
                        item -> item.input(Map.of("question", "What?", "image", Media.ofBytes(png, "image/png"))))
                .block(Lab.LIMIT);

        ExperimentResult result = run(base.task(
                item -> Objects.requireNonNull(item.inputJson().at("/image").as(MediaHandle.class))
                        .bytes()
                        .map(bytes -> bytes.length)));

        assertThat(result.itemResults())
                .singleElement()
                .satisfies(item -> assertThat(item.output()).isEqualTo(png.length));
        assertThat(text(lab.span("experiment-item-task"), LangfuseAttributes.OBSERVATION_INPUT))
                .contains("@@@langfuseMedia:")
                .doesNotContain("http");
    }

    @Test
    void run_datasetItemsPulledElsewhere_areLinked() {
        List<DatasetItem> items = createItems(2);
        run(base.datasetItems(items));
        assertThat(onlyRun().items()).hasSize(2);
    }

    @Test
    void run_ofAVersion_sendsIt() {
        Instant version = Objects.requireNonNull(createItems(1).get(0)).createdAt();
        run(base.datasetVersion(version));

        assertThat(onlyRun().items()).hasSize(1);
        assertThat(text(lab.span("experiment-item-task"), LangfuseAttributes.EXPERIMENT_ITEM_VERSION))
                .isEqualTo(version.toString());
    }

    @Test
    void run_unknownDataset_isTheRunsError() {
        StepVerifier.create(lab.experiments().run(base.on("unknown")))
                .expectError(ApiException.NotFound.class)
                .verify(Lab.LIMIT);
    }

    @Test
    void run_emptyDataset_isAnEmptyResult() {
        lab.client().datasets().create(DATASET).block(Lab.LIMIT);
        assertThat(run(base).itemResults()).isEmpty();
        assertThat(lab.server().runs()).isEmpty();
    }

    @Test
    void twoRuns_ofOneDataset_areTwoRuns() {
        createItems(2);
        ExperimentResult first = run(base);
        ExperimentResult second = run(base.runName("run-2"));
        assertThat(lab.server().runs()).extracting(RunSummary::name).containsExactly("run-1", "run-2");
        assertThat(first.datasetRunId()).isNotEqualTo(second.datasetRunId());
    }

    @Test
    void twoShards_ofTwoClients_areOneRunWithEveryItemOnce() {
        List<DatasetItem> items = createItems(60);
        LangfuseClient other = lab.another();
        Experiment half = base.maxConcurrency(7);

        List<ExperimentResult> results = Objects.requireNonNull(Mono.zip(
                        lab.experiments().run(half.shard(0, 2)),
                        other.experiments().run(half.shard(1, 2)),
                        List::of)
                .block(Lab.LIMIT));

        assertThat(onlyRun().items())
                .extracting(RunSummary.Item::itemId)
                .containsExactlyInAnyOrderElementsOf(
                        items.stream().map(DatasetItem::id).toList());
        assertThat(results).allSatisfy(result -> {
            assertThat(result.itemResults()).isNotEmpty();
            assertThat(result.datasetRunId()).isEqualTo(onlyRun().id());
        });
        assertThat(results.stream()
                        .mapToInt(result -> result.itemResults().size())
                        .sum())
                .isEqualTo(60);
        assertThat(lab.server().requests().count(Route.RUN_ITEM_CREATE)).isEqualTo(60);
    }

    private List<DatasetItem> createItems(int count) {
        lab.client().datasets().create(DATASET).block(Lab.LIMIT);
        return Objects.requireNonNull(Flux.range(0, count)
                .concatMap(i -> lab.client()
                        .datasets()
                        .createItem(
                                DATASET,
                                item -> item.id("item-" + i)
                                        .input(Map.of("question", i))
                                        .expectedOutput("answer")))
                .collectList()
                .block(Lab.LIMIT));
    }

    private RunSummary onlyRun() {
        assertThat(lab.server().runs()).hasSize(1);
        return lab.server().runs().get(0);
    }

    private ExperimentResult run(Experiment experiment) {
        return Objects.requireNonNull(lab.experiments().run(experiment).block(Lab.LIMIT));
    }
}
