package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.ObservationSpec;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Where a parent is looked for, and how others find ours. */
class ContextInteropTests {
    /** As OpenTelemetry's Reactor instrumentation has it. */
    private static final Object INSTRUMENTATION_KEY = new Object() {
        @Override
        public String toString() {
            return "otel-trace-context";
        }
    };

    private final Traces traces = Traces.create();
    private final Tracing tracing = traces.tracing();
    private final SdkTracerProvider theirs = SdkTracerProvider.builder().build();
    private final Span server = theirs.get("server").spanBuilder("server").startSpan();
    private final Context incoming = Context.root().with(server);

    @AfterEach
    void close() {
        server.end();
        theirs.close();
        traces.assertNoneOpen();
        traces.close();
    }

    private String parentOf(String name) {
        return traces.span(name).getParentSpanId();
    }

    @Test
    void contextPropagation_isThereOnlyWhereTheBuildPutsIt() {
        boolean absent = "absent".equals(System.getProperty("vitrine.test.context-propagation"));
        boolean found =
                ContextInteropTests.class.getClassLoader().getResource("io/micrometer/context/ContextRegistry.class")
                        != null;
        assertThat(found).isNotEqualTo(absent);
    }

    @Test
    void current_ofTheSubscribingThread_isTheParent() {
        Mono<Integer> observed = tracing.observe(
                "s", o -> tracing.observe("child", c -> Mono.just(1)).subscribeOn(Schedulers.parallel()));
        try (Scope ignored = incoming.makeCurrent()) {
            StepVerifier.create(observed).expectNext(1).verifyComplete();
        }
        assertThat(parentOf("s")).isEqualTo(server.getSpanContext().getSpanId());
        assertThat(traces.span("s").getTraceId())
                .isEqualTo(server.getSpanContext().getTraceId());
        assertThat(parentOf("child")).isEqualTo(traces.span("s").getSpanId());
    }

    @Test
    void current_whileAssembling_isNotTheParent() {
        Mono<Integer> observed;
        try (Scope ignored = incoming.makeCurrent()) {
            observed = tracing.observe("s", o -> Mono.just(1));
        }
        StepVerifier.create(observed).expectNext(1).verifyComplete();
        assertThat(traces.span("s").getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void instrumentation_entry_isTheParentAndFollowsUs() {
        Mono<Context> inner = Mono.deferContextual(view -> Mono.just(view.<Context>get(INSTRUMENTATION_KEY)));
        StepVerifier.create(tracing.observe(
                                "s",
                                o -> inner.map(context -> Span.fromContext(context)
                                        .getSpanContext()
                                        .getSpanId()
                                        .equals(o.id())))
                        .contextWrite(view -> view.put(INSTRUMENTATION_KEY, incoming)))
                .expectNext(true)
                .verifyComplete();
        assertThat(parentOf("s")).isEqualTo(server.getSpanContext().getSpanId());
    }

    @Test
    void instrumentation_entryOfAnotherKind_isPassedOver() {
        StepVerifier.create(tracing.observe("s", o -> Mono.just(1))
                        .contextWrite(view ->
                                view.put(INSTRUMENTATION_KEY, "the agent's").put("k", incoming)))
                .expectNext(1)
                .verifyComplete();
        assertThat(traces.span("s").getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void ownEntry_winsOverAllOthers() {
        Span other = theirs.get("x").spanBuilder("other").startSpan();
        try (Scope ignored = Context.root().with(other).makeCurrent()) {
            StepVerifier.create(tracing.observe("s", o -> Mono.just(1))
                            .contextWrite(LangfuseContext.of(incoming))
                            .contextWrite(view ->
                                    view.put(INSTRUMENTATION_KEY, Context.root().with(other))))
                    .expectNext(1)
                    .verifyComplete();
        }
        other.end();
        assertThat(parentOf("s")).isEqualTo(server.getSpanContext().getSpanId());
    }

    @Test
    void makingCurrent_showsOursWhileAssemblingOnly() {
        Mono<Boolean> chain = tracing.observe(
                "s",
                o -> LangfuseContext.makingCurrent(() -> {
                            boolean seen =
                                    Span.current().getSpanContext().getSpanId().equals(o.id());
                            return Mono.just(seen);
                        })
                        .map(seen -> seen && !Span.current().getSpanContext().isValid()));
        StepVerifier.create(chain).expectNext(true).verifyComplete();
        StepVerifier.create(tracing.observeMany(
                        "many",
                        o -> LangfuseContext.makingCurrentMany(() -> Flux.just(
                                Span.current().getSpanContext().getSpanId().equals(o.id())))))
                .expectNext(true)
                .verifyComplete();
        StepVerifier.create(tracing.observe(
                        ObservationSpec.span("opt-in").currentWhileAssembling(true),
                        o -> Mono.just(
                                Span.current().getSpanContext().getSpanId().equals(o.id()))))
                .expectNext(true)
                .verifyComplete();
        assertThat(Context.current()).isSameAs(Context.root());
    }

    @Test
    void observe_leavesNoThreadWithAContext() {
        StepVerifier.create(tracing.observe(
                        "s",
                        o -> Mono.just(1).publishOn(Schedulers.single()).map(i -> Context.current() == Context.root())))
                .expectNext(true)
                .verifyComplete();
        assertThat(Context.current()).isSameAs(Context.root());
    }
}
