package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.Level;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationUpdate;
import dev.vitrine.trace.TraceContext;
import dev.vitrine.trace.TraceIds;
import dev.vitrine.trace.TraceUpdate;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ObservationTests {
    private static final String TRACE = TraceIds.fromSeed("session-456");
    private final Traces traces =
            Traces.create(options -> options.environment("test").release("r1"));
    private final Tracing tracing = traces.tracing();

    @AfterEach
    void close() {
        traces.assertNoneOpen();
        traces.close();
    }

    private Observation started(ObservationSpec spec) {
        return Objects.requireNonNull(tracing.start(spec).block(Traces.LIMIT));
    }

    @Test
    void start_everything_isOnTheSpan() {
        started(ObservationSpec.generation("g")
                        .input(Map.of("q", 1))
                        .output("a")
                        .metadata(Map.of("k", "v"))
                        .version("v1")
                        .level(Level.DEBUG)
                        .statusMessage("fine")
                        .model("gpt")
                        .startTime(Instant.ofEpochSecond(1_000)))
                .end(Instant.ofEpochSecond(1_001));
        SpanData span = traces.span("g");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_TYPE)).isEqualTo("generation");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_INPUT)).isEqualTo("{\"q\":1}");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_OUTPUT)).isEqualTo("a");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_METADATA + ".k"))
                .isEqualTo("v");
        assertThat(Traces.text(span, LangfuseAttributes.VERSION)).isEqualTo("v1");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_LEVEL)).isEqualTo("DEBUG");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_MODEL)).isEqualTo("gpt");
        assertThat(Traces.text(span, LangfuseAttributes.ENVIRONMENT)).isEqualTo("test");
        assertThat(Traces.text(span, LangfuseAttributes.RELEASE)).isEqualTo("r1");
        assertThat(Traces.flag(span, LangfuseAttributes.IS_APP_ROOT)).isTrue();
        assertThat(span.getStartEpochNanos()).isEqualTo(1_000_000_000_000L);
        assertThat(span.getEndEpochNanos()).isEqualTo(1_001_000_000_000L);
        assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("langfuse-sdk");
        assertThat(span.getInstrumentationScopeInfo().getVersion()).isNotBlank();
        assertThat(span.getInstrumentationScopeInfo().getAttributes().asMap().toString())
                .contains(Traces.PROJECT);
        assertThat(span.getResource().getAttributes().asMap().toString())
                .contains("langfuse.environment=test", "langfuse.release=r1");
    }

    @Test
    void start_doesNotBecomeCurrent() {
        Mono<String> chain = tracing.observe(
                "outer",
                outer -> tracing.start(ObservationSpec.span("held"))
                        .flatMap(held -> tracing.observe("inner", inner -> Mono.just("x"))
                                .doFinally(signal -> held.end())));
        StepVerifier.create(chain).expectNext("x").verifyComplete();
        String outer = traces.span("outer").getSpanId();
        assertThat(traces.span("held").getParentSpanId()).isEqualTo(outer);
        assertThat(traces.span("inner").getParentSpanId()).isEqualTo(outer);
    }

    @Test
    void child_ofAnObservation_ignoresWhatIsCurrent() {
        Observation parent = started(ObservationSpec.agent("parent"));
        Observation child = parent.child(ObservationSpec.tool("child"));
        child.event(ObservationSpec.event("event"));
        StepVerifier.create(tracing.observe(
                        "other",
                        other -> parent.observe(
                                ObservationSpec.span("observed"),
                                o -> tracing.observe("below", below -> Mono.just(1)))))
                .expectNext(1)
                .verifyComplete();
        StepVerifier.create(parent.observeMany(ObservationSpec.span("many"), o -> Mono.just(1)))
                .expectNext(1)
                .verifyComplete();
        child.end();
        parent.end();
        assertThat(traces.span("child").getParentSpanId()).isEqualTo(parent.id());
        assertThat(traces.span("event").getParentSpanId()).isEqualTo(child.id());
        assertThat(traces.span("observed").getParentSpanId()).isEqualTo(parent.id());
        assertThat(traces.span("many").getParentSpanId()).isEqualTo(parent.id());
        assertThat(traces.span("below").getParentSpanId())
                .isEqualTo(traces.span("observed").getSpanId());
        assertThat(Traces.flag(traces.span("child"), LangfuseAttributes.IS_APP_ROOT))
                .isNull();
    }

    @Test
    void child_asEvent_hasThisAsItsParentAndNoDuration() {
        Observation parent = started(ObservationSpec.span("parent"));
        Observation made = parent.child(ObservationSpec.event("event").input("i"));
        assertThat(made.isRecording()).isFalse();
        parent.end();
        SpanData event = traces.span("event");
        assertThat(event.getParentSpanId()).isEqualTo(parent.id());
        assertThat(event.getEndEpochNanos()).isEqualTo(event.getStartEpochNanos());
        assertThat(Traces.text(event, LangfuseAttributes.OBSERVATION_INPUT)).isEqualTo("i");
        assertThat(Traces.text(event, LangfuseAttributes.OBSERVATION_TYPE)).isEqualTo("event");
    }

    @Test
    void event_updated_warnsAndChangesNothing() {
        try (Logs logs = Logs.capture()) {
            Observation event = Objects.requireNonNull(tracing.event("e").block(Traces.LIMIT));
            assertThat(event.update(update -> update.output("late"))).isSameAs(event);
            assertThat(logs.warnings()).singleElement().asString().contains("event");
        }
        assertThat(Traces.text(traces.span("e"), LangfuseAttributes.OBSERVATION_OUTPUT))
                .isNull();
        assertThatThrownBy(() -> tracing.event(ObservationSpec.span("s"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void update_laterWins_metadataByKey_nullChangesNothing() {
        Observation observation = started(ObservationSpec.span("s").input("first"));
        observation.update(update -> update.input("second").metadata(Map.of("a", 1, "b", 1)));
        observation.update(update -> update.input(null).metadata(Map.of("b", 2)).name("renamed"));
        observation.update(update -> update.name("").model("dropped"));
        observation.end();
        SpanData span = traces.span("renamed");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_INPUT)).isEqualTo("second");
        assertThat(Traces.number(span, LangfuseAttributes.OBSERVATION_METADATA + ".a"))
                .isEqualTo(1);
        assertThat(Traces.number(span, LangfuseAttributes.OBSERVATION_METADATA + ".b"))
                .isEqualTo(2);
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_MODEL)).isNull();
    }

    @Test
    void update_levelError_setsTheStatusForGood() {
        Observation observation = started(ObservationSpec.span("s"));
        observation.update(update -> update.level(Level.ERROR).statusMessage("broken"));
        observation.update(update -> update.level(Level.DEFAULT));
        observation.end();
        SpanData span = traces.span("s");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("broken");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_LEVEL)).isEqualTo("DEFAULT");
    }

    @Test
    void end_twiceAndUpdateAfterwards_countsOnce() {
        Observation observation = started(ObservationSpec.span("s"));
        observation
                .end(Instant.ofEpochSecond(4_000_000_000L))
                .end()
                .update(ObservationUpdate.none().output("late"));
        assertThat(observation.isRecording()).isFalse();
        assertThat(traces.span("s").getEndEpochNanos()).isEqualTo(4_000_000_000_000_000_000L);
        assertThat(Traces.text(traces.span("s"), LangfuseAttributes.OBSERVATION_OUTPUT))
                .isNull();
        assertThat(tracing.metrics().ended()).isEqualTo(1);
    }

    @Test
    void updateTrace_writesOnThisObservation() {
        started(ObservationSpec.agent("s"))
                .updateTrace(TraceUpdate.none()
                        .withName("t")
                        .withUserId("u")
                        .withTags("x")
                        .withInput("in")
                        .withOutput(List.of(1))
                        .withMetadata(Map.of("k", true))
                        .withPublic(true))
                .end();
        SpanData span = traces.span("s");
        assertThat(Traces.text(span, LangfuseAttributes.TRACE_NAME)).isEqualTo("t");
        assertThat(Traces.text(span, LangfuseAttributes.TRACE_USER_ID)).isEqualTo("u");
        assertThat(Traces.texts(span, LangfuseAttributes.TRACE_TAGS)).containsExactly("x");
        assertThat(Traces.text(span, LangfuseAttributes.TRACE_INPUT)).isEqualTo("in");
        assertThat(Traces.text(span, LangfuseAttributes.TRACE_OUTPUT)).isEqualTo("[1]");
        assertThat(Traces.flag(span, LangfuseAttributes.TRACE_METADATA + ".k")).isTrue();
        assertThat(Traces.flag(span, LangfuseAttributes.TRACE_PUBLIC)).isTrue();
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_TYPE)).isEqualTo("agent");
    }

    @Test
    void traceContext_valid_isJoinedAsARoot() {
        ObservationSpec spec =
                ObservationSpec.span("s").traceContext(TraceContext.of(TRACE).parent("da8e78131d7a9924"));
        StepVerifier.create(tracing.observe(spec, o -> tracing.observe("child", child -> Mono.just(1))))
                .expectNext(1)
                .verifyComplete();
        SpanData span = traces.span("s");
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo("da8e78131d7a9924");
        assertThat(span.getParentSpanContext().isRemote()).isFalse();
        assertThat(Traces.flag(span, LangfuseAttributes.AS_ROOT)).isTrue();
        assertThat(traces.span("child").getTraceId()).isEqualTo(TRACE);
        assertThat(Traces.flag(traces.span("child"), LangfuseAttributes.AS_ROOT))
                .isNull();
    }

    @Test
    void traceContext_withoutParent_makesOneUpForEach() {
        ObservationSpec spec = ObservationSpec.span("s").traceContext(TraceContext.of(TRACE));
        started(spec).end();
        started(spec).end();
        assertThat(traces.spans("s"))
                .allSatisfy(span -> assertThat(span.getTraceId()).isEqualTo(TRACE))
                .extracting(SpanData::getParentSpanId)
                .doesNotHaveDuplicates()
                .doesNotContain("0000000000000000");
    }

    @Test
    void traceContext_notValid_isIgnoredWithOneWarning() {
        try (Logs logs = Logs.capture()) {
            StepVerifier.create(tracing.observe(
                            "outer",
                            outer -> tracing.observe(
                                    ObservationSpec.span("s").traceContext(TraceContext.of("NOT-HEX")),
                                    o -> Mono.just(1))))
                    .expectNext(1)
                    .verifyComplete();
            assertThat(logs.warnings()).hasSize(1);
            assertThat(logs.text()).doesNotContain("NOT-HEX");
        }
        assertThat(traces.span("s").getParentSpanId())
                .isEqualTo(traces.span("outer").getSpanId());
        assertThat(Traces.flag(traces.span("s"), LangfuseAttributes.AS_ROOT)).isNull();
    }

    @Test
    void traceContext_emptyTrace_ignoresTheParentToo() {
        started(ObservationSpec.span("s").traceContext(new TraceContext("", "da8e78131d7a9924")))
                .end();
        started(ObservationSpec.span("bad").traceContext(TraceContext.of(TRACE).parent("xyz")))
                .end();
        assertThat(traces.span("s").getParentSpanContext().isValid()).isFalse();
        assertThat(traces.span("bad").getTraceId()).isEqualTo(TRACE);
        assertThat(traces.span("bad").getParentSpanContext().isValid()).isTrue();
    }

    @Test
    void startIn_fromCodeThatIsNotReactive_hasTheContextsParent() {
        Observation outer = tracing.startIn(Context.root(), ObservationSpec.span("outer"));
        tracing.startIn(outer.context(), ObservationSpec.span("inner")).end();
        outer.end();
        assertThat(traces.span("inner").getParentSpanId()).isEqualTo(outer.id());
    }

    @Test
    void fail_marksWithoutEnding() {
        Observation observation = started(ObservationSpec.span("s"));
        observation.fail(new IllegalArgumentException("bad"));
        assertThat(observation.isRecording()).isTrue();
        observation.end();
        assertThat(traces.span("s").getStatus().getDescription()).isEqualTo("IllegalArgumentException: bad");
    }

    @Test
    void objectsThatFail_doNotBreakTheWork() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }

            public String getValue() {
                throw new IllegalStateException("no value");
            }
        };
        RuntimeException silent = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        };
        StepVerifier.create(
                        tracing.observe(ObservationSpec.span("s").input(broken).metadata(Map.of("k", broken)), o -> {
                            o.update(update -> update.output(broken));
                            return Mono.error(silent);
                        }))
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(silent));
        assertThat(traces.span("s").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }
}
