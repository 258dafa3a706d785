package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.LangfuseAttributes;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Two projects in one process. */
class IsolationTests {

    @Test
    void twoClients_nested_keepTheirSpansAndTheirTrees() {
        try (Traces a = Traces.ofProject("pk-a");
                Traces b = Traces.ofProject("pk-b")) {
            Mono<Integer> chain = a.tracing()
                    .observe(
                            "a1",
                            a1 -> b.tracing()
                                    .observe(
                                            "b1",
                                            b1 -> a.tracing()
                                                    .observe(
                                                            "a2",
                                                            a2 -> b.tracing().observe("b2", b2 -> Mono.just(1)))))
                    .contextWrite(Propagation.with(attributes -> attributes.userId("u")));
            StepVerifier.create(chain).expectNext(1).verifyComplete();
            assertThat(a.spans()).extracting(SpanData::getName).containsExactly("a2", "a1");
            assertThat(b.spans()).extracting(SpanData::getName).containsExactly("b2", "b1");
            assertThat(a.span("a1").getParentSpanContext().isValid()).isFalse();
            assertThat(b.span("b1").getParentSpanContext().isValid()).isFalse();
            assertThat(b.span("b1").getTraceId()).isNotEqualTo(a.span("a1").getTraceId());
            assertThat(a.span("a2").getParentSpanId()).isEqualTo(a.span("a1").getSpanId());
            assertThat(b.span("b2").getParentSpanId()).isEqualTo(b.span("b1").getSpanId());
            assertThat(Traces.text(b.span("b2"), LangfuseAttributes.TRACE_USER_ID))
                    .isEqualTo("u");
            assertThat(Traces.flag(b.span("b1"), LangfuseAttributes.IS_APP_ROOT))
                    .isTrue();
            assertThat(b.span("b1")
                            .getInstrumentationScopeInfo()
                            .getAttributes()
                            .toString())
                    .contains("pk-b");
        }
    }

    @Test
    void client_leavesTheGlobalOpenTelemetryAlone() {
        try (Traces traces = Traces.create()) {
            StepVerifier.create(traces.tracing().observe("s", o -> Mono.just(1)))
                    .expectNext(1)
                    .verifyComplete();
            boolean recording = GlobalOpenTelemetry.getTracer("t")
                    .spanBuilder("s")
                    .startSpan()
                    .isRecording();
            assertThat(recording).isFalse();
        }
    }
}
