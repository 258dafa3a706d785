package dev.vitrine.benchmarks;

import dev.vitrine.reactor.trace.Tracing;
import dev.vitrine.reactor.trace.TracingFacet;
import dev.vitrine.reactor.trace.TracingHost;
import dev.vitrine.reactor.trace.TracingOptions;
import dev.vitrine.trace.ObservationSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * What an observation around work costs, as {@code sampled}, {@code unsampled} or by a {@code disabled} client; {@code
 * none} is the work alone, to be subtracted. What is sampled goes through the batch processor on a thread of its own to
 * an exporter that drops it; that thread's bytes are in the figures.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ObserveBenchmark {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int ELEMENTS = 1_000;
    private static final ObservationSpec SPEC = ObservationSpec.span("answer");
    private static final Mono<Integer> ONE = Mono.just(1);
    private static final Flux<Integer> MANY = Flux.range(0, ELEMENTS);

    @Param({"none", "disabled", "unsampled", "sampled"})
    public String mode = "none";

    private @Nullable TracingFacet facet;
    private @Nullable Tracing tracing;

    @Setup
    public void create() {
        if (!mode.equals("none")) {
            facet = TracingFacet.create(
                    TracingOptions.create()
                            .exporter(new DroppingExporter())
                            .sampleRate(mode.equals("unsampled") ? 0 : 1)
                            .maxQueuedSpans(400_000),
                    host());
            tracing = facet.tracing();
        }
    }

    private TracingHost host() {
        return new TracingHost(
                mode.equals("disabled") ? null : "pk-lf-benchmark",
                "sk-lf-benchmark",
                "https://langfuse.example",
                Map.of(),
                Duration.ofSeconds(5),
                Mono.empty(),
                name -> null,
                Clock.systemUTC(),
                Schedulers.parallel());
    }

    /** One value, assembled and subscribed to each time. */
    @Benchmark
    public @Nullable Integer mono() {
        Tracing used = tracing;
        return (used == null ? ONE : used.observe(SPEC, observation -> ONE)).block();
    }

    /** A thousand elements, assembled and subscribed to each time. */
    @Benchmark
    public @Nullable Integer flux() {
        Tracing used = tracing;
        return (used == null ? MANY : used.observeMany(SPEC, observation -> MANY)).blockLast();
    }

    @TearDown(Level.Iteration)
    public void drain() {
        if (tracing != null) {
            tracing.flush().block(LONGEST);
        }
    }

    /** Fails if spans were dropped, because dropping is cheap and would spoil the figure. */
    @TearDown
    public void nothingWasDropped() {
        if (facet == null || tracing == null) {
            return;
        }
        facet.shutdown(LONGEST).block(LONGEST);
        if (tracing.metrics().dropped() > 0) {
            throw new IllegalStateException(tracing.metrics().toString());
        }
    }
}
