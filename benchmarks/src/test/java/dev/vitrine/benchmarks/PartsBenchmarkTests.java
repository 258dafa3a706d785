package dev.vitrine.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class PartsBenchmarkTests {

    /** That they run, not how fast: one tiny iteration in this process. */
    @Test
    void run_throughJmh_measuresEachPart() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(MediaTreeBenchmark.class.getName() + "\\.")
                        .include(HydrationBenchmark.class.getName() + "\\.")
                        .include(PageDecodingBenchmark.class.getName() + "\\.")
                        .param("nodes", "2000")
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
                .containsOnly(
                        "find",
                        "replace",
                        "encode",
                        "parseReference",
                        "writePath",
                        "hydrate",
                        "jaywaySet",
                        "items",
                        "itemsWithReferences",
                        "handles",
                        "tree");
    }

    @Test
    void parts_giveWhatTheyShould() {
        HydrationBenchmark hydration = new HydrationBenchmark();
        PageDecodingBenchmark page = new PageDecodingBenchmark();

        assertThat(hydration.hydrate()).hasSize(1);
        assertThat(hydration.writePath()).hasToString("$['messages'][1]['content'][1]['image']");
        assertThat(page.items()).isEqualTo(50);
        assertThat(page.handles()).isEqualTo(100);
        assertThat(page.tree().references()).isEqualTo(100);
    }
}
