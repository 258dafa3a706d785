package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Micrometer's context-propagation, with the accessor registered by the application. */
class ContextPropagationTests {
    private final OpenTelemetryContextAccessor accessor = new OpenTelemetryContextAccessor();
    private final Traces traces = Traces.create();
    private final Tracing tracing = traces.tracing();

    @BeforeEach
    void register() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(accessor);
    }

    @AfterEach
    void unregister() {
        Hooks.disableAutomaticContextPropagation();
        ContextRegistry.getInstance().removeThreadLocalAccessor(LangfuseContext.KEY);
        traces.assertNoneOpen();
        traces.close();
    }

    @Test
    void contextCapture_takesWhatIsCurrent() {
        try (SdkTracerProvider theirs = SdkTracerProvider.builder().build()) {
            Span server = theirs.get("server").spanBuilder("server").startSpan();
            Mono<Integer> observed = tracing.observe("s", o -> Mono.just(1))
                    .subscribeOn(Schedulers.parallel())
                    .contextCapture();
            try (Scope ignored = Context.root().with(server).makeCurrent()) {
                StepVerifier.create(observed).expectNext(1).verifyComplete();
            }
            server.end();
            assertThat(traces.span("s").getParentSpanId())
                    .isEqualTo(server.getSpanContext().getSpanId());
        }
    }

    @Test
    void automatic_showsTheObservationInOperators_andNothingAfterwards() {
        Hooks.enableAutomaticContextPropagation();
        StepVerifier.create(tracing.observe(
                        "s",
                        o -> Mono.just(1)
                                .publishOn(Schedulers.parallel())
                                .map(i -> Span.current()
                                        .getSpanContext()
                                        .getSpanId()
                                        .equals(o.id()))))
                .expectNext(true)
                .verifyComplete();
        StepVerifier.create(tracing.observeMany(
                                "many",
                                o -> Flux.range(0, 1_000)
                                        .flatMap(
                                                i -> tracing.observe(
                                                        "inner",
                                                        inner -> Mono.just(Span.current()
                                                                        .getSpanContext()
                                                                        .getSpanId())
                                                                .map(id -> !id.equals(inner.id()))),
                                                8))
                        .filter(wrong -> wrong)
                        .count())
                .expectNextCount(1)
                .verifyComplete();
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
        String many = traces.span("many").getSpanId();
        assertThat(traces.spans("inner"))
                .hasSize(1_000)
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(many));
    }

    @Test
    void accessor_putsBackWhatWasThere() {
        Context outer = Context.root().with(io.opentelemetry.context.ContextKey.named("k"), "v");
        assertThat(accessor.getValue()).isNull();
        accessor.setValue(outer);
        assertThat(accessor.getValue()).isSameAs(outer);
        accessor.setValue();
        assertThat(Context.current()).isSameAs(Context.root());
        accessor.restore(outer);
        assertThat(Context.current()).isSameAs(outer);
        accessor.restore();
        assertThat(accessor.getValue()).isNull();
        assertThat(accessor.key()).isEqualTo(LangfuseContext.KEY);
    }
}
