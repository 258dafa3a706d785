package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.PropagatedAttributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

class PropagationTests {
    private final Traces traces = Traces.create(options -> options.environment("client-env"));
    private final Tracing tracing = traces.tracing();

    @AfterEach
    void close() {
        traces.assertNoneOpen();
        traces.close();
    }

    private Mono<Integer> nested() {
        return tracing.observe(
                "a",
                a -> tracing.observe(
                        "b", b -> tracing.observe("c", c -> Mono.just(1).publishOn(Schedulers.parallel()))));
    }

    @Test
    void with_aFilter_reachesEverythingInItsRequestOnly() {
        Mono<Integer> withFilter = nested().contextWrite(Propagation.with(
                attributes -> attributes.userId("u1").sessionId("s1").tags("web")));
        StepVerifier.create(Flux.merge(withFilter, tracing.observe("other", o -> Mono.just(2))))
                .expectNextCount(2)
                .verifyComplete();
        for (String name : List.of("a", "b", "c")) {
            SpanData span = traces.span(name);
            assertThat(Traces.text(span, LangfuseAttributes.TRACE_USER_ID)).isEqualTo("u1");
            assertThat(Traces.text(span, LangfuseAttributes.TRACE_SESSION_ID)).isEqualTo("s1");
            assertThat(Traces.texts(span, LangfuseAttributes.TRACE_TAGS)).containsExactly("web");
            assertThat(Traces.text(span, LangfuseAttributes.ENVIRONMENT)).isEqualTo("client-env");
        }
        assertThat(Traces.text(traces.span("other"), LangfuseAttributes.TRACE_USER_ID))
                .isNull();
    }

    @Test
    void with_nested_innerWinsAndOuterComesBack() {
        Mono<Integer> chain = tracing.observe("inside", o -> Mono.just(1))
                .contextWrite(Propagation.with(a -> a.userId("inner").tags("x").environment("inner-env")))
                .then(tracing.observe("after", o -> Mono.just(2)))
                .contextWrite(Propagation.with(a -> a.userId("outer").tags("y")));
        StepVerifier.create(chain).expectNext(2).verifyComplete();
        SpanData inside = traces.span("inside");
        assertThat(Traces.text(inside, LangfuseAttributes.TRACE_USER_ID)).isEqualTo("inner");
        assertThat(Traces.texts(inside, LangfuseAttributes.TRACE_TAGS)).containsExactly("y", "x");
        assertThat(Traces.text(inside, LangfuseAttributes.ENVIRONMENT)).isEqualTo("inner-env");
        assertThat(Traces.text(traces.span("after"), LangfuseAttributes.TRACE_USER_ID))
                .isEqualTo("outer");
    }

    @Test
    void withAttributes_stampsTheCurrentObservationToo() {
        PropagatedAttributes attributes =
                PropagatedAttributes.none().userId("u").metadata("k", "v");
        Mono<Integer> chain = tracing.observe(
                "current",
                o -> tracing.observe("before", b -> Mono.just(1))
                        .then(tracing.withAttributes(attributes, tracing.observe("below", b -> Mono.just(1)))));
        StepVerifier.create(chain).expectNext(1).verifyComplete();
        StepVerifier.create(tracing.withAttributesMany(attributes, tracing.observeMany("many", o -> Flux.just(1, 2))))
                .expectNextCount(2)
                .verifyComplete();
        assertThat(Traces.text(traces.span("current"), LangfuseAttributes.TRACE_USER_ID))
                .isEqualTo("u");
        assertThat(Traces.text(traces.span("below"), LangfuseAttributes.TRACE_METADATA + ".k"))
                .isEqualTo("v");
        assertThat(Traces.text(traces.span("before"), LangfuseAttributes.TRACE_USER_ID))
                .isNull();
        assertThat(Traces.text(traces.span("many"), LangfuseAttributes.TRACE_USER_ID))
                .isEqualTo("u");
    }

    @Test
    void with_explicitVersion_wins() {
        StepVerifier.create(tracing.observe(ObservationSpec.span("s").version("own"), o -> Mono.just(1))
                        .contextWrite(Propagation.with(a -> a.version("propagated"))))
                .expectNext(1)
                .verifyComplete();
        assertThat(Traces.text(traces.span("s"), LangfuseAttributes.VERSION)).isEqualTo("own");
    }

    @Test
    void with_tooLongUser_keepsTheSessionAndWarns() {
        try (Logs logs = Logs.capture()) {
            StepVerifier.create(tracing.observe("s", o -> Mono.just(1))
                            .contextWrite(Propagation.with(
                                    a -> a.userId("x".repeat(201)).sessionId("s1"))))
                    .expectNext(1)
                    .verifyComplete();
            assertThat(logs.warnings()).singleElement().asString().contains("user.id");
        }
        assertThat(Traces.text(traces.span("s"), LangfuseAttributes.TRACE_USER_ID))
                .isNull();
        assertThat(Traces.text(traces.span("s"), LangfuseAttributes.TRACE_SESSION_ID))
                .isEqualTo("s1");
    }

    @Test
    void asBaggage_leavesAndComesIn() {
        Mono<Map<String, String>> headers = tracing.observe(
                        "caller", o -> Mono.deferContextual(view -> Mono.just(Propagation.outgoing(view))))
                .contextWrite(Propagation.with(a -> a.userId("u").tags("x", "y").asBaggage(true)));
        Map<String, String> sent = java.util.Objects.requireNonNull(headers.block(Traces.LIMIT));
        assertThat(sent.get("baggage")).contains("langfuse_user_id=u", "langfuse_tags=");
        StepVerifier.create(tracing.observe("callee", o -> Mono.just(1)).contextWrite(Propagation.incoming(sent::get)))
                .expectNext(1)
                .verifyComplete();
        SpanData caller = traces.span("caller");
        SpanData callee = traces.span("callee");
        assertThat(callee.getTraceId()).isEqualTo(caller.getTraceId());
        assertThat(callee.getParentSpanId()).isEqualTo(caller.getSpanId());
        assertThat(Traces.text(callee, LangfuseAttributes.TRACE_USER_ID)).isEqualTo("u");
        assertThat(Traces.texts(callee, LangfuseAttributes.TRACE_TAGS)).containsExactly("x", "y");
        // the caller has claimed the trace, so that only it is the application's root
        assertThat(Traces.flag(caller, LangfuseAttributes.IS_APP_ROOT)).isTrue();
        assertThat(Traces.flag(callee, LangfuseAttributes.IS_APP_ROOT)).isNull();
    }

    @Test
    void incoming_baggage_isUnderWhatThisProcessSays() {
        Map<String, String> headers = Map.of("baggage", "langfuse_user_id=theirs,langfuse_session_id=s,other=1");
        StepVerifier.create(tracing.observe("s", o -> Mono.just(1))
                        .contextWrite(Propagation.with(a -> a.userId("ours")))
                        .contextWrite(Propagation.incoming(headers::get)))
                .expectNext(1)
                .verifyComplete();
        assertThat(Traces.text(traces.span("s"), LangfuseAttributes.TRACE_USER_ID))
                .isEqualTo("ours");
        assertThat(Traces.text(traces.span("s"), LangfuseAttributes.TRACE_SESSION_ID))
                .isEqualTo("s");
    }

    @Test
    void outgoing_byDefault_hasNoAttributes() {
        Map<String, String> headers = Propagation.outgoing(
                Propagation.with(a -> a.userId("secret-user")).apply(Context.empty()));
        assertThat(headers).isEmpty();
    }

    @Test
    void incoming_withTraceparent_continuesTheTrace() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Map<String, String> headers = Map.of("traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        StepVerifier.create(tracing.observe("s", o -> Mono.just(1)).contextWrite(Propagation.incoming(headers::get)))
                .expectNext(1)
                .verifyComplete();
        StepVerifier.create(tracing.observe("none", o -> Mono.just(1)).contextWrite(Propagation.incoming(name -> null)))
                .expectNext(1)
                .verifyComplete();
        SpanData span = traces.span("s");
        assertThat(span.getTraceId()).isEqualTo(trace);
        assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(Traces.flag(span, LangfuseAttributes.IS_APP_ROOT)).isTrue();
        assertThat(traces.span("none").getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void project_isInheritedAndNullChangesNothing() {
        Mono<String> project = Mono.deferContextual(view -> Mono.justOrEmpty(LangfuseContext.project(view)));
        StepVerifier.create(project.contextWrite(LangfuseContext.withProject(null))
                        .contextWrite(LangfuseContext.withProject("pk-a")))
                .expectNext("pk-a")
                .verifyComplete();
        StepVerifier.create(project).verifyComplete();
    }
}
