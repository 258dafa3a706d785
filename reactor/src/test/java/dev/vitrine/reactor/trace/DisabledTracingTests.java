package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.PropagatedAttributes;
import dev.vitrine.trace.TraceIds;
import dev.vitrine.trace.TraceUpdate;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DisabledTracingTests {

    static Stream<Tracing> disabled() {
        return Stream.of(
                TracingFacet.create(TracingOptions.create(), Traces.host(null)).tracing(),
                TracingFacet.create(TracingOptions.create().enabled(false), Traces.host("pk"))
                        .tracing());
    }

    @ParameterizedTest(name = "[{index}]")
    @MethodSource("disabled")
    void disabled_everyOperation_runsTheWorkAlone(Tracing tracing) {
        ObservationSpec spec = ObservationSpec.span("s");
        assertThat(tracing.isEnabled()).isFalse();
        StepVerifier.create(tracing.observe(
                        "s",
                        o -> o.observe(spec, child -> {
                            child.update(update -> update.output("x"))
                                    .updateTrace(TraceUpdate.none())
                                    .fail(new IllegalStateException())
                                    .end();
                            child.child(spec).end(java.time.Instant.now());
                            child.event(ObservationSpec.event("e"));
                            return Mono.just(TraceIds.isValid(child.traceId()) || child.isRecording());
                        })))
                .expectNext(false)
                .verifyComplete();
        StepVerifier.create(tracing.observeMany("s", o -> o.observeMany(spec, child -> Flux.just(1, 2))))
                .expectNext(1, 2)
                .verifyComplete();
        StepVerifier.create(tracing.observeMany(spec, StreamCapture.items(), o -> Flux.just(1)))
                .expectNext(1)
                .verifyComplete();
        StepVerifier.create(tracing.<Integer>observe("s", o -> {
                    throw new IllegalStateException("work");
                }))
                .verifyErrorMessage("work");
        StepVerifier.create(Mono.just(1)
                        .transform(tracing.traced(spec))
                        .transform(tracing.captureOutput())
                        .transform(tracing.updatingCurrent((update, value) -> update)))
                .expectNext(1)
                .verifyComplete();
        StepVerifier.create(tracing.start(spec).map(Observation::isRecording))
                .expectNext(false)
                .verifyComplete();
        StepVerifier.create(tracing.event("e")).expectNextCount(1).verifyComplete();
        assertThat(tracing.startIn(Context.root(), spec).isRecording()).isFalse();
        StepVerifier.create(Flux.concat(
                        tracing.currentObservation(),
                        tracing.currentTraceId(),
                        tracing.currentObservationId(),
                        tracing.traceUrl(),
                        tracing.updateCurrent(update -> update),
                        tracing.updateCurrentGeneration(update -> update),
                        tracing.updateCurrentTrace(TraceUpdate.none()),
                        tracing.flush(),
                        tracing.flush(Duration.ofSeconds(1))))
                .verifyComplete();
        StepVerifier.create(tracing.withAttributes(PropagatedAttributes.none(), Mono.just(1)))
                .expectNext(1)
                .verifyComplete();
        StepVerifier.create(tracing.withAttributesMany(PropagatedAttributes.none(), Flux.just(1)))
                .expectNext(1)
                .verifyComplete();
        StepVerifier.create(tracing.observed("f", (Integer i) -> Mono.just(i)).apply(1))
                .expectNext(1)
                .verifyComplete();
        assertThat(tracing.metrics()).isEqualTo(TracingMetrics.NONE);
    }

    @Test
    void disabled_warnsOnceAtConstruction() {
        try (Logs logs = Logs.capture()) {
            TracingFacet facet = TracingFacet.create(TracingOptions.create().enabled(false), Traces.host("pk"));
            assertThat(logs.warnings()).hasSize(1);
            for (int i = 0; i < 10; i++) {
                StepVerifier.create(facet.tracing().observe("s", o -> Mono.just(1)))
                        .expectNext(1)
                        .verifyComplete();
            }
            StepVerifier.create(facet.shutdown(Duration.ofSeconds(1))).verifyComplete();
            assertThat(logs.warnings()).hasSize(1);
        }
    }

    @Test
    void disabled_withKeys_stillShowsTraces() {
        Tracing tracing = TracingFacet.create(TracingOptions.create().enabled(false), Traces.host("pk"))
                .tracing();
        StepVerifier.create(tracing.traceUrl(TraceIds.fromSeed("x")))
                .expectNextCount(1)
                .verifyComplete();
    }
}
