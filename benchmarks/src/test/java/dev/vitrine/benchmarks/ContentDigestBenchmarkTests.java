package dev.vitrine.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentDigest;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

class ContentDigestBenchmarkTests {

    /** That it runs, not how fast: one tiny iteration in this process. */
    @Test
    void run_throughJmh_measuresEveryBufferAndLength() throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(ContentDigestBenchmark.class.getName() + "\\.")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(20))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();

        assertThat(results)
                .extracting(result -> result.getPrimaryResult().getLabel() + " "
                        + result.getParams().getParam("length"))
                .containsExactlyInAnyOrder(
                        "heap 16384",
                        "heap 1048576",
                        "readOnlyHeap 16384",
                        "readOnlyHeap 1048576",
                        "direct 16384",
                        "direct 1048576");
        assertThat(results)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {16_384, 1_048_576})
    void digests_areThoseOfTheContent(int length) throws Exception {
        ContentDigestBenchmark benchmark = new ContentDigestBenchmark();
        benchmark.length = length;
        benchmark.fill();
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        ContentDigest expected =
                ContentDigest.of(MessageDigest.getInstance("SHA-256").digest(content), length);

        assertThat(benchmark.heap()).isEqualTo(expected);
        assertThat(benchmark.readOnlyHeap()).isEqualTo(expected);
        assertThat(benchmark.direct()).isEqualTo(expected);
    }
}
