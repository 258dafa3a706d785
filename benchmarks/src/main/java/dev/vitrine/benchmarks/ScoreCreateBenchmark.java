package dev.vitrine.benchmarks;

import dev.vitrine.reactor.score.ScoreClient;
import dev.vitrine.reactor.score.ScoreFacet;
import dev.vitrine.reactor.score.ScoreSettings;
import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreId;
import dev.vitrine.score.ScoreQueueOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to hand a score over, while another thread empties the queue. The platform answers at once. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScoreCreateBenchmark {
    private static final String TRACE = "0123456789abcdef0123456789abcdef";
    private final ScoreClient scores = ScoreFacet.client(
            new InstantApi("{\"successes\":[],\"errors\":[]}".getBytes(StandardCharsets.UTF_8)),
            ScoreSettings.builder()
                    .publicKey("pk-lf-benchmark")
                    .queue(ScoreQueueOptions.builder()
                            .maxQueued(1_000_000)
                            .maxQueuedBytes(512L * 1024 * 1024)
                            .maxBatch(1_000)
                            .build())
                    .build());
    private final Score plain = Score.numeric("accuracy", 0.9).trace(TRACE);
    private final Score full = plain.comment("two of three sentences are supported by the context")
            .metadata(Map.of("evaluator", "groundedness", "model", "gpt-5"));

    @Benchmark
    public @Nullable ScoreId create() {
        return scores.create(plain).block();
    }

    @Benchmark
    public @Nullable ScoreId createWithMetadata() {
        return scores.create(full).block();
    }

    /** Fails if scores were dropped, because dropping is cheap and would spoil the figure. */
    @TearDown
    public void nothingWasDropped() {
        scores.flush().block(Duration.ofSeconds(60));
        if (scores.statistics().queueFull() > 0) {
            throw new IllegalStateException(scores.statistics().toString());
        }
    }
}
