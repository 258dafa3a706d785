package dev.vitrine.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class FacetBenchmarkTests {

    /** That they run, not how fast: one tiny iteration in this process. */
    @Test
    void run_throughJmh_measuresLookupAndCreation() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(PromptHitBenchmark.class.getName() + "\\.")
                        .include(ScoreCreateBenchmark.class.getName() + "\\.")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(20))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        assertThat(results)
                .extracting(result -> result.getPrimaryResult().getLabel())
                .containsExactlyInAnyOrder(
                        "hit", "hitOfAnAssembledMono", "hitAndCompile", "create", "createWithMetadata");
    }
}
