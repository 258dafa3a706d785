package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.TraceUpdate;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class CurrentObservationTests {
    private final Traces traces = Traces.create();
    private final Tracing tracing = traces.tracing();

    @AfterEach
    void close() {
        traces.assertNoneOpen();
        traces.close();
    }

    @Test
    void updateCurrent_keepsTheType() {
        StepVerifier.create(tracing.observe(
                        ObservationSpec.agent("s"),
                        o -> tracing.updateCurrent(update -> update.output("x").model("dropped"))))
                .verifyComplete();
        SpanData span = traces.span("s");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_TYPE)).isEqualTo("agent");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_OUTPUT)).isEqualTo("x");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_MODEL)).isNull();
    }

    @Test
    void updateCurrentGeneration_makesAGeneration_butLeavesAnEmbedding() {
        StepVerifier.create(tracing.observe(
                        ObservationSpec.span("s"), o -> tracing.updateCurrentGeneration(update -> update.model("m"))))
                .verifyComplete();
        StepVerifier.create(tracing.observe(
                        ObservationSpec.embedding("e"),
                        o -> tracing.updateCurrentGeneration(update -> update.model("m"))))
                .verifyComplete();
        assertThat(Traces.text(traces.span("s"), LangfuseAttributes.OBSERVATION_TYPE))
                .isEqualTo("generation");
        assertThat(Traces.text(traces.span("s"), LangfuseAttributes.OBSERVATION_MODEL))
                .isEqualTo("m");
        assertThat(Traces.text(traces.span("e"), LangfuseAttributes.OBSERVATION_TYPE))
                .isEqualTo("embedding");
    }

    @Test
    void updateCurrentTrace_andIds_areOfTheCurrent() {
        StepVerifier.create(tracing.observe(
                        "s",
                        o -> tracing.updateCurrentTrace(TraceUpdate.none().withName("t"))
                                .then(Mono.zip(tracing.currentTraceId(), tracing.currentObservationId()))
                                .map(ids -> ids.getT1().equals(o.traceId())
                                        && ids.getT2().equals(o.id()))))
                .expectNext(true)
                .verifyComplete();
        assertThat(Traces.text(traces.span("s"), LangfuseAttributes.TRACE_NAME)).isEqualTo("t");
    }

    @Test
    void outside_everythingIsEmptyWithAWarning() {
        try (Logs logs = Logs.capture()) {
            StepVerifier.create(tracing.updateCurrent(update -> update.output("x")))
                    .verifyComplete();
            assertThat(logs.warnings()).hasSize(1);
            StepVerifier.create(tracing.currentTraceId()).verifyComplete();
            StepVerifier.create(tracing.currentObservationId()).verifyComplete();
            StepVerifier.create(tracing.traceUrl()).verifyComplete();
            assertThat(logs.warnings()).hasSize(4);
            StepVerifier.create(tracing.currentObservation()).verifyComplete();
            StepVerifier.create(Mono.just(1).transform(tracing.captureOutput()))
                    .expectNext(1)
                    .verifyComplete();
        }
        assertThat(traces.spans()).isEmpty();
    }

    @Test
    void foreignSpan_isChangedButNotEnded() {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()) {
            Span span = provider.get("theirs").spanBuilder("server").startSpan();
            Mono<Observation> chain = tracing.updateCurrent(update -> update.output("x"))
                    .then(tracing.updateCurrentGeneration(update -> update.model("m")))
                    .then(tracing.currentObservation())
                    .doOnNext(Observation::end)
                    .contextWrite(LangfuseContext.of(Context.root().with(span)));
            StepVerifier.create(chain)
                    .assertNext(observation -> assertThat(observation.id())
                            .isEqualTo(span.getSpanContext().getSpanId()))
                    .verifyComplete();
            assertThat(exporter.getFinishedSpanItems()).isEmpty();
            span.end();
            SpanData ended = exporter.getFinishedSpanItems().get(0);
            assertThat(Traces.text(ended, LangfuseAttributes.OBSERVATION_OUTPUT))
                    .isEqualTo("x");
            assertThat(Traces.text(ended, LangfuseAttributes.OBSERVATION_TYPE)).isEqualTo("generation");
            assertThat(Traces.text(ended, LangfuseAttributes.OBSERVATION_MODEL)).isEqualTo("m");
        }
    }

    @Test
    void traceUrl_isMadeOfProjectAndTrace() {
        String trace = "da8e78131d7a9924039c74c39a01e0a1";
        StepVerifier.create(tracing.traceUrl(trace))
                .expectNext("https://langfuse.example/project/project-1/traces/" + trace)
                .verifyComplete();
        StepVerifier.create(tracing.traceUrl("")).verifyComplete();
        StepVerifier.create(tracing.observe("s", o -> tracing.traceUrl().map(url -> url.endsWith(o.traceId()))))
                .expectNext(true)
                .verifyComplete();
    }
}
