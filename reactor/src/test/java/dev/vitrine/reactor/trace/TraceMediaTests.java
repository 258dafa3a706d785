package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationSpec;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The step before masking: values that come later. */
class TraceMediaTests {
    private record Asked(Object value, TraceMedia.Place place, Consumer<Object> result) {}

    private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

    private Traces traces(TraceMedia media) {
        return Traces.create(options -> options.media(media).mask(input -> "masked " + input.value()));
    }

    @Test
    void replace_later_holdsTheEndedSpanAndKeepsItsTime() {
        try (Traces traces = traces((value, place, result) -> asked.add(new Asked(value, place, result)))) {
            Observation observation = traces.tracing()
                    .startIn(Context.root(), ObservationSpec.span("s").input("image"));
            Instant end = Instant.ofEpochSecond(4_000_000_000L);
            observation.end(end);
            assertThat(observation.isRecording()).isFalse();
            assertThat(traces.tracing().metrics().open()).isZero();
            assertThat(traces.spans()).isEmpty();

            Asked ask = asked.remove();
            assertThat(ask.place())
                    .isEqualTo(new TraceMedia.Place(observation.traceId(), observation.id(), TraceField.INPUT));
            ask.result().accept("reference");
            ask.result().accept("twice");

            SpanData span = traces.span("s");
            assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_INPUT)).isEqualTo("masked reference");
            assertThat(span.getEndEpochNanos()).isEqualTo(4_000_000_000_000_000_000L);
        }
    }

    @Test
    void replace_throws_leavesTheValueOut() {
        try (Traces traces = traces((value, place, result) -> {
            throw new IllegalStateException("broken");
        })) {
            traces.tracing()
                    .startIn(Context.root(), ObservationSpec.span("s").input("image"))
                    .end();
            assertThat(Traces.text(traces.span("s"), LangfuseAttributes.OBSERVATION_INPUT))
                    .isNull();
        }
    }

    @Test
    void errorsInsideOfTracing_doNotReachTheWork() {
        try (Traces traces = Traces.create(options -> options.media((value, place, result) -> {
                    throw new Error("in telemetry");
                }));
                Traces broken = Traces.create(options -> options.idGenerator(new IdGenerator() {
                    @Override
                    public String generateSpanId() {
                        throw new Error("no span id");
                    }

                    @Override
                    public String generateTraceId() {
                        throw new Error("no trace id");
                    }
                }))) {
            ObservationSpec spec = ObservationSpec.span("s").input("i").captureOutput(true);
            StepVerifier.create(traces.tracing().observe(spec, o -> Mono.just(1)))
                    .expectNext(1)
                    .verifyComplete();
            StepVerifier.create(traces.tracing()
                            .observeMany(
                                    spec,
                                    StreamCapture.of(element -> {
                                        throw new Error("in capture");
                                    }),
                                    o -> Flux.just(1, 2)))
                    .expectNext(1, 2)
                    .verifyComplete();
            assertThat(traces.spans("s")).hasSize(2);
            StepVerifier.create(broken.tracing().observe(spec, o -> Mono.just(1)))
                    .expectNext(1)
                    .verifyComplete();
        }
    }

    @Test
    void replace_notSampled_isNotAsked() {
        try (Traces traces = Traces.create(options ->
                options.sampleRate(0).media((value, place, result) -> asked.add(new Asked(value, place, result))))) {
            traces.tracing()
                    .startIn(Context.root(), ObservationSpec.span("s").input("image"))
                    .end();
        }
        assertThat(asked).isEmpty();
    }
}
