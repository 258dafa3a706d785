package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.ObservationIds;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.TraceContext;
import dev.vitrine.trace.TraceIds;
import dev.vitrine.trace.TraceSampling;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SamplingTests {
    private static final int TRACES = 1_000;

    @Test
    void half_ofSeededTraces_isKeptWholeByTheFormula() {
        try (Traces traces = Traces.create(options -> options.sampleRate(0.5))) {
            Tracing tracing = traces.tracing();
            Mono<Long> all = Flux.range(0, TRACES)
                    .concatMap(i -> tracing.observe(
                            ObservationSpec.span("s").traceContext(TraceContext.of(TraceIds.fromSeed("t" + i))),
                            o -> tracing.observe("child", child -> Mono.just(i))))
                    .count();
            StepVerifier.create(all).expectNext((long) TRACES).verifyComplete();
            Set<String> expected = IntStream.range(0, TRACES)
                    .mapToObj(i -> TraceIds.fromSeed("t" + i))
                    .filter(TraceSampling.of(0.5)::keeps)
                    .collect(Collectors.toSet());
            assertThat(traces.spans("s"))
                    .extracting(SpanData::getTraceId)
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(traces.spans("child"))
                    .extracting(SpanData::getTraceId)
                    .containsExactlyInAnyOrderElementsOf(expected);
            traces.assertNoneOpen();
        }
    }

    @Test
    void zero_keepsNothing_butIdsAreReal() {
        try (Traces traces = Traces.create(options -> options.sampleRate(0))) {
            Mono<Boolean> ids = traces.tracing()
                    .observe(
                            "s",
                            o -> traces.tracing()
                                    .observe(
                                            "child",
                                            child -> Mono.just(TraceIds.isValid(o.traceId())
                                                    && ObservationIds.isValid(o.id())
                                                    && child.traceId().equals(o.traceId())
                                                    && !o.isRecording())));
            StepVerifier.create(ids).expectNext(true).verifyComplete();
            StepVerifier.create(traces.tracing()
                            .observeMany(ObservationSpec.generation("g").captureOutput(true), o -> Flux.just("a", "b")))
                    .expectNextCount(2)
                    .verifyComplete();
            assertThat(traces.spans()).isEmpty();
            traces.assertNoneOpen();
        }
    }
}
