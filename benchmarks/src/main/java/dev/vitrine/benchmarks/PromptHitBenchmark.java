package dev.vitrine.benchmarks;

import dev.vitrine.prompt.TextPrompt;
import dev.vitrine.reactor.prompt.PromptClient;
import dev.vitrine.reactor.prompt.PromptFacet;
import dev.vitrine.reactor.prompt.PromptSettings;
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
import org.openjdk.jmh.annotations.Warmup;
import reactor.core.publisher.Mono;

/** What it costs to look up a prompt that is cached and fresh, and to compile it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PromptHitBenchmark {
    private static final Map<String, String> VALUES = Map.of("movie", "Alien", "criticLevel", "expert");
    private final PromptClient prompts = PromptFacet.client(
            new InstantApi("""
                {"name":"movie-critic","version":3,"type":"text","config":{},"labels":["production"],
                 "prompt":"As an {{criticLevel}} movie critic, do you like {{movie}}? Answer in one sentence."}""".getBytes(StandardCharsets.UTF_8)),
            PromptSettings.defaults().withTimeToLive(Duration.ofDays(1)));
    private final Mono<TextPrompt> assembled = prompts.text("movie-critic");

    /** Assembled and subscribed to for each lookup, as a request handler does. */
    @Benchmark
    public @Nullable TextPrompt hit() {
        return prompts.text("movie-critic").block();
    }

    /** The same Mono again and again. */
    @Benchmark
    public @Nullable TextPrompt hitOfAnAssembledMono() {
        return assembled.block();
    }

    @Benchmark
    public @Nullable String hitAndCompile() {
        TextPrompt prompt = prompts.text("movie-critic").block();
        return prompt == null ? null : prompt.compile(VALUES);
    }
}
