package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.reactor.ClientDisabledException;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.testing.Platform;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Experiments of clients that record nothing. */
class ExperimentWithoutTracingTests {
    @RegisterExtension
    final Platform platform = new Platform();

    private final Experiment base = Experiment.named("quiet")
            .task(item -> Mono.justOrEmpty(item.input()))
            .evaluator("ok", in -> Mono.just(Evaluation.bool("ok", true)))
            .composite((in, evaluations) -> Mono.just(Evaluation.bool("all", true)));

    @Test
    void run_withoutKeys_runsLocalDataAndRecordsNothing() {
        try (LangfuseClient client =
                LangfuseClient.builder().environmentVariables(name -> null).build()) {
            ExperimentResult result = run(client, base.data(ExperimentRunTests.numbers(3)));

            assertRan(result);
            assertThat(result.projectUrl()).isNull();
            StepVerifier.create(client.experiments().run(base.on("ds")))
                    .expectError(ClientDisabledException.class)
                    .verify(Lab.LIMIT);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void run_tracingOffOrNotSampled_runsADatasetAndLinksNothing(boolean off) {
        LangfuseClient client = platform.client(
                builder -> builder.tracing(options -> options.enabled(!off).sampleRate(0)));
        client.datasets().create("ds").block(Lab.LIMIT);
        var item = Objects.requireNonNull(
                client.datasets().createItem("ds", draft -> draft.input(0)).block(Lab.LIMIT));

        ExperimentResult result = run(client, base.on("ds"));

        assertThat(result.itemResults()).hasSize(1);
        assertThat(result.datasetRunId()).isNull();
        StepVerifier.create(client.experiments().link(item, RunSpec.named("r"), observation -> Mono.just("ran")))
                .expectNext("ran")
                .expectComplete()
                .verify(Lab.LIMIT);
        assertThat(platform.server().requests().count(Route.RUN_ITEM_CREATE)).isZero();
        assertThat(platform.server().scoreCount()).isZero();
    }

    private static void assertRan(ExperimentResult result) {
        assertThat(result.itemResults()).hasSize(3).allSatisfy(item -> {
            assertThat(item.traceId()).isNull();
            assertThat(item.observationId()).isNull();
            assertThat(item.evaluations()).hasSize(2);
        });
        assertThat(result.format(true)).doesNotContain("Trace ID");
    }

    private static ExperimentResult run(LangfuseClient client, Experiment experiment) {
        return Objects.requireNonNull(client.experiments().run(experiment).block(Lab.LIMIT));
    }
}
