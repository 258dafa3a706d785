package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.WriteMode;
import dev.vitrine.embedded.trace.EmbeddedObservation;
import dev.vitrine.embedded.trace.EmbeddedTrace;
import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.trace.LangfuseAttributes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Experiments as the platform has them in the end: over OTLP, with nothing replaced. */
class ExperimentFlowTests {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 1, 2, 3};

    @RegisterExtension
    final Platform dual = new Platform(builder -> builder.writeMode(WriteMode.DUAL));

    @RegisterExtension
    final Platform eventsOnly = new Platform(builder -> builder.writeMode(WriteMode.EVENTS_ONLY));

    private Platform platform(WriteMode mode) {
        return mode == WriteMode.DUAL ? dual : eventsOnly;
    }

    @ParameterizedTest
    @EnumSource(
            value = WriteMode.class,
            names = {"DUAL", "EVENTS_ONLY"})
    void run_ofADataset_isOnThePlatformWhenItCompletes(WriteMode mode) {
        Platform platform = platform(mode);
        LangfuseClient client = platform.client();
        pictures(client, 3);

        ExperimentResult result = Objects.requireNonNull(client.experiments()
                .run(Experiment.named("pictures")
                        .on("pictures")
                        .runName("r1")
                        .task(item -> Mono.just(item.inputJson().at("/name").toJson()))
                        .evaluator("named", in -> Mono.just(Evaluation.bool("named", in.output() != null)))
                        .runEvaluator(results -> Mono.just(Evaluation.numeric("count", results.size()))))
                .block(Lab.LIMIT));

        List<EmbeddedTrace> traces = platform.server().traces().all();
        assertThat(traces).hasSize(3);
        assertThat(platform.server().scoreCount()).isEqualTo(4);
        assertThat(result.datasetRunId()).isNotNull();
        assertThat(result.itemResults()).allSatisfy(item -> {
            EmbeddedTrace trace = platform.server()
                    .traces()
                    .find(Objects.requireNonNull(item.traceId()))
                    .orElseThrow();
            EmbeddedObservation root = trace.roots().get(0);
            EmbeddedObservation task = root.child("experiment-item-task").orElseThrow();
            assertThat(task.id()).isEqualTo(item.observationId());
            assertThat(root.child("experiment-item-evaluation")
                            .orElseThrow()
                            .child("named")
                            .orElseThrow()
                            .type())
                    .isEqualTo("EVALUATOR");
            assertThat(trace.environment()).isEqualTo("sdk-experiment");
            assertThat(trace.observations()).allSatisfy(observation -> {
                assertThat(observation.attribute(LangfuseAttributes.EXPERIMENT_ID))
                        .hasValue(result.datasetRunId());
                assertThat(observation.attribute(LangfuseAttributes.EXPERIMENT_ITEM_ROOT_OBSERVATION_ID))
                        .hasValue(task.id());
            });
        });
        assertThat(result.itemResults().get(0).traceId())
                .satisfies(id -> assertThat(result.traceUrl(result.itemResults().get(0)))
                        .hasValueSatisfying(url -> assertThat(url).endsWith("/traces/" + id)));
    }

    @Test
    void run_localItemWithMedia_uploadsItForTheTrace() {
        LangfuseClient client = dual.client();
        ExperimentResult result = Objects.requireNonNull(client.experiments()
                .run(Experiment.named("local")
                        .data(List.of(ExperimentItem.of(Map.of("image", Media.ofBytes(PNG, "image/png")))))
                        .task(item -> Mono.just("seen")))
                .block(Lab.LIMIT));

        EmbeddedTrace trace = dual.server()
                .traces()
                .find(Objects.requireNonNull(result.itemResults().get(0).traceId()))
                .orElseThrow();
        assertThat(trace.observation("experiment-item-task").orElseThrow().input())
                .contains("@@@langfuseMedia:");
        assertThat(dual.server().mediaCount()).isEqualTo(1);
    }

    private static void pictures(LangfuseClient client, int count) {
        client.datasets().create("pictures").block(Lab.LIMIT);
        Flux.range(0, count)
                .concatMap(i -> client.datasets()
                        .createItem(
                                "pictures",
                                item -> item.input(Map.of("name", "p" + i, "image", Media.ofBytes(PNG, "image/png")))))
                .blockLast(Lab.LIMIT);
    }
}
