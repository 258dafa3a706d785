package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.WriteMode;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.experiment.ExperimentItemRecord;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.experiment.ExperimentSummary;
import dev.vitrine.reactor.ClientDisabledException;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.score.ScoreRecord;
import dev.vitrine.score.ScoreValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Experiments that are run, and then read back from the platform. */
class ExperimentReadFlowTests {
    private final Instant before = Instant.now().minus(Duration.ofMinutes(5));

    @RegisterExtension
    final Platform dual = new Platform(builder -> builder.writeMode(WriteMode.DUAL));

    @RegisterExtension
    final Platform eventsOnly = new Platform(builder -> builder.writeMode(WriteMode.EVENTS_ONLY));

    @ParameterizedTest
    @EnumSource(
            value = WriteMode.class,
            names = {"DUAL", "EVENTS_ONLY"})
    void run_isReadBack_withItemsAndScores(WriteMode mode) {
        LangfuseClient client = (mode == WriteMode.DUAL ? dual : eventsOnly).client();
        client.datasets().create("sums").block(Lab.LIMIT);
        Flux.range(0, 3)
                .concatMap(i -> client.datasets()
                        .createItem(
                                "sums",
                                item -> item.id("i" + i)
                                        .input(Map.of("n", i))
                                        .expectedOutput(i + 1)
                                        .metadata(Map.of("kind", "sum"))))
                .blockLast(Lab.LIMIT);

        ExperimentResult result = run(
                client,
                Experiment.named("adding")
                        .on("sums")
                        .runName("first run")
                        .description("the first")
                        .metadata(Map.of("model", Map.of("size", 7)))
                        .task(item -> Mono.just(Map.of(
                                "sum",
                                Objects.requireNonNull(item.inputJson().at("/n").as(Integer.class)) + 1)))
                        .evaluator("right", in -> Mono.just(Evaluation.bool("right", true)))
                        .runEvaluator(results -> Mono.just(Evaluation.numeric("mean", 0.5))));

        List<ExperimentSummary> runs = all(client.experiments().list(before));
        assertThat(runs).hasSize(1);
        ExperimentSummary run = runs.get(0);
        assertThat(run.id()).isEqualTo(result.experimentId());
        assertThat(run.name()).isEqualTo("first run");
        assertThat(run.description()).isEqualTo("the first");
        assertThat(run.itemCount()).isEqualTo(3);
        assertThat(run.datasetId())
                .isEqualTo(Objects.requireNonNull(client.datasets().get("sums").block(Lab.LIMIT))
                        .id());
        assertThat(run.metadata().asMap()).containsEntry("model.size", 7);
        assertThat(Objects.requireNonNull(run.endTime())).isAfterOrEqualTo(run.startTime());
        assertThat(run.scores()).extracting(ScoreRecord::name).containsExactly("mean");
        assertThat(run.scores().get(0).typedValue()).hasValue(new ScoreValue.Numeric(0.5));

        List<ExperimentItemRecord> items = all(client.experiments().items(run));
        assertThat(items).extracting(ExperimentItemRecord::itemId).containsExactlyInAnyOrder("i0", "i1", "i2");
        assertThat(items)
                .extracting(ExperimentItemRecord::observationId)
                .containsExactlyInAnyOrderElementsOf(result.itemResults().stream()
                        .map(ExperimentItemResult::observationId)
                        .toList());
        assertThat(items).allSatisfy(item -> {
            int number = Integer.parseInt(item.itemId().substring(1));
            assertThat(item.experimentId()).isEqualTo(run.id());
            assertThat(item.experimentName()).isEqualTo("first run");
            assertThat(item.experimentDescription()).isEqualTo("the first");
            assertThat(item.datasetId()).isEqualTo(run.datasetId());
            assertThat(item.environment()).isEqualTo("sdk-experiment");
            assertThat(item.level()).isEqualTo("DEFAULT");
            assertThat(item.endTime()).isNotNull();
            assertThat(item.input().asMap()).isEqualTo(Map.of("n", number));
            assertThat(item.output().at("/sum").as(Integer.class)).isEqualTo(number + 1);
            assertThat(item.expectedOutput().as(Integer.class)).isEqualTo(number + 1);
            assertThat(item.itemMetadata().asMap()).containsEntry("kind", "sum");
            assertThat(item.experimentMetadata().asMap()).containsEntry("model.size", 7);
            assertThat(item.metadata().asMap()).containsEntry("experiment_run_name", "first run");
            assertThat(item.scores())
                    .singleElement()
                    .satisfies(score -> assertThat(score.typedValue()).hasValue(new ScoreValue.Bool(true)));
        });
    }

    @Test
    void items_pageByPage_comeOnce_andTheirQuerySelects() {
        LangfuseClient client = dual.client();
        ExperimentResult result = run(client, numbers("all", 5));
        run(client, numbers("other", 2));

        List<ExperimentItemRecord> items = all(client.experiments()
                .items(
                        before,
                        query -> query.experimentIds(result.experimentId())
                                .pageSize(2)
                                .values(false)
                                .metadata(false)
                                .scores(false)));

        assertThat(items)
                .extracting(ExperimentItemRecord::itemId)
                .containsExactlyInAnyOrder("n0", "n1", "n2", "n3", "n4");
        assertThat(items).allSatisfy(item -> {
            assertThat(item.input().isNull()).isTrue();
            assertThat(item.experimentMetadata().isNull()).isTrue();
            assertThat(item.scores()).isEmpty();
        });
        assertThat(dual.server().requests().count(Route.EXPERIMENT_ITEMS_LIST)).isEqualTo(3);
        assertThat(all(client.experiments().items(before, query -> query.itemIds("n1", "n4"))))
                .extracting(ExperimentItemRecord::experimentName)
                .containsExactlyInAnyOrder("run of all", "run of all", "run of other");
    }

    @Test
    void list_pageByPage_newestFirst_andItsQuerySelects() {
        LangfuseClient client = dual.client();
        for (String name : List.of("a", "b", "c")) {
            run(client, numbers(name, 1));
        }

        assertThat(all(client.experiments().list(before, query -> query.pageSize(1))))
                .extracting(ExperimentSummary::name)
                .containsExactly("run of c", "run of b", "run of a");
        assertThat(dual.server().requests().count(Route.EXPERIMENTS_LIST)).isEqualTo(3);
        assertThat(all(client.experiments()
                        .list(before, query -> query.names("run of b", "none").metadata(false))))
                .extracting(ExperimentSummary::name)
                .containsExactly("run of b");
        assertThat(all(client.experiments()
                        .list(before, query -> query.startedBefore(before.plus(Duration.ofSeconds(1))))))
                .isEmpty();
        assertThat(all(client.experiments().list(Instant.now().plus(Duration.ofHours(1)))))
                .isEmpty();
    }

    @Test
    void reads_withoutKeys_areRefused() {
        try (LangfuseClient client =
                LangfuseClient.builder().environmentVariables(name -> null).build()) {
            StepVerifier.create(client.experiments().list(before))
                    .expectError(ClientDisabledException.class)
                    .verify(Lab.LIMIT);
            StepVerifier.create(client.experiments().items(before, query -> {}))
                    .expectError(ClientDisabledException.class)
                    .verify(Lab.LIMIT);
        }
    }

    private static Experiment numbers(String name, int count) {
        return Experiment.named(name)
                .runName("run of " + name)
                .data(IntStream.range(0, count)
                        .mapToObj(i -> ExperimentItem.of(i).id("n" + i))
                        .toList())
                .task(item -> Mono.justOrEmpty(item.input()))
                .evaluator("ok", in -> Mono.just(Evaluation.bool("ok", true)));
    }

    private static ExperimentResult run(LangfuseClient client, Experiment experiment) {
        return Objects.requireNonNull(client.experiments().run(experiment).block(Lab.LIMIT));
    }

    private static <T> List<T> all(Flux<T> flux) {
        return Objects.requireNonNull(flux.collectList().block(Lab.LIMIT));
    }
}
