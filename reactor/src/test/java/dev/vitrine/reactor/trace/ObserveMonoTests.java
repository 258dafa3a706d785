package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.trace.CancelOutcome;
import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationSpec;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class ObserveMonoTests {
    private final Traces traces = Traces.create();
    private final Tracing tracing = traces.tracing();

    @AfterEach
    void close() {
        traces.assertNoneOpen();
        traces.close();
    }

    @Test
    void observe_value_endsBeforeTheValueIsSeen() {
        AtomicReference<Observation> seen = new AtomicReference<>();
        Mono<Boolean> endedAtValue = tracing.observe("step", observation -> {
                    seen.set(observation);
                    return Mono.just("x");
                })
                .map(value -> !Objects.requireNonNull(seen.get()).isRecording());

        StepVerifier.create(endedAtValue).expectNext(true).verifyComplete();
        SpanData span = traces.span("step");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_TYPE)).isEqualTo("span");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_OUTPUT)).isNull();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getSpanId())
                .isEqualTo(Objects.requireNonNull(seen.get()).id());
        assertThat(span.getTraceId())
                .isEqualTo(Objects.requireNonNull(seen.get()).traceId());
    }

    @Test
    void observe_empty_endsWithoutOutput() {
        ObservationSpec spec = ObservationSpec.span("step").captureOutput(true);
        StepVerifier.create(tracing.observe(spec, observation -> Mono.empty())).verifyComplete();
        assertThat(Traces.text(traces.span("step"), LangfuseAttributes.OBSERVATION_OUTPUT))
                .isNull();
    }

    @Test
    void observe_assembledOnly_makesNothing() {
        Mono<String> unused = tracing.observe("step", observation -> Mono.just("x"));
        assertThat(unused).isNotNull();
        assertThat(traces.spans()).isEmpty();
        assertThat(tracing.metrics().started()).isZero();
    }

    @Test
    void observe_secondSubscription_isAnotherObservation() {
        Mono<String> observed = tracing.observe("step", observation -> Mono.just("x"));
        StepVerifier.create(observed).expectNext("x").verifyComplete();
        StepVerifier.create(observed).expectNext("x").verifyComplete();
        assertThat(traces.spans("step"))
                .extracting(SpanData::getSpanId)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void observe_error_isUnchangedAndTold() {
        IllegalStateException error = new IllegalStateException("boom");
        StepVerifier.create(tracing.observe("step", observation -> Mono.error(error)))
                .verifyErrorSatisfies(signalled ->
                        assertThat(signalled).isSameAs(error).hasNoCause().hasNoSuppressedExceptions());
        SpanData span = traces.span("step");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("IllegalStateException: boom");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_LEVEL)).isEqualTo("ERROR");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_STATUS_MESSAGE))
                .isEqualTo("boom");
        assertThat(span.getEvents())
                .singleElement()
                .satisfies(event -> assertThat(event.getName()).isEqualTo("exception"));
    }

    @Test
    void observe_errorWithoutMessage_isToldByItsClass() {
        StepVerifier.create(tracing.observe("step", observation -> Mono.error(new IllegalStateException())))
                .verifyError(IllegalStateException.class);
        assertThat(Traces.text(traces.span("step"), LangfuseAttributes.OBSERVATION_STATUS_MESSAGE))
                .isEqualTo("IllegalStateException");
    }

    @Test
    void observe_workThrows_isAnErrorSignal() {
        RuntimeException error = new RuntimeException("at assembly");
        StepVerifier.create(tracing.<String>observe("step", observation -> {
                    throw error;
                }))
                .verifyErrorSatisfies(signalled -> assertThat(signalled).isSameAs(error));
        assertThat(traces.span("step").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    @SuppressWarnings("NullAway")
    void observe_workGivesNull_isAnErrorSignal() {
        StepVerifier.create(tracing.<String>observe("step", observation -> null))
                .verifyErrorSatisfies(signalled -> assertThat(signalled)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessageContaining("'step'"));
        assertThat(traces.span("step").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void observe_cancelled_isAWarning() {
        StepVerifier.create(tracing.observe("step", observation -> Mono.never()))
                .thenCancel()
                .verify();
        SpanData span = traces.span("step");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_LEVEL)).isEqualTo("WARNING");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_STATUS_MESSAGE))
                .isEqualTo("cancelled");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void observe_cancelledAsConfigured_saysThat() {
        StepVerifier.create(tracing.observe(
                        ObservationSpec.span("error").onCancel(CancelOutcome.ERROR), observation -> Mono.never()))
                .thenCancel()
                .verify();
        StepVerifier.create(tracing.observe(
                        ObservationSpec.span("plain").onCancel(CancelOutcome.DEFAULT), observation -> Mono.never()))
                .thenCancel()
                .verify();
        assertThat(traces.span("error").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(Traces.text(traces.span("plain"), LangfuseAttributes.OBSERVATION_LEVEL))
                .isNull();
    }

    @Test
    void observe_timeout_isCancelledOnceAndTheSourceToo() {
        TestPublisher<String> source = TestPublisher.create();
        StepVerifier.withVirtualTime(() ->
                        tracing.observe("step", observation -> source.mono()).timeout(Duration.ofSeconds(1)))
                .expectSubscription()
                .thenAwait(Duration.ofSeconds(2))
                .verifyError(java.util.concurrent.TimeoutException.class);
        source.assertCancelled();
        assertThat(Traces.text(traces.span("step"), LangfuseAttributes.OBSERVATION_STATUS_MESSAGE))
                .isEqualTo("cancelled");
    }

    @Test
    void observe_retryOutside_isOneObservationAnAttempt() {
        AtomicInteger attempts = new AtomicInteger();
        StepVerifier.create(tracing.observe(
                                "step",
                                observation -> Mono.fromCallable(() -> {
                                    if (attempts.incrementAndGet() < 3) {
                                        throw new IllegalStateException("attempt " + attempts.get());
                                    }
                                    return "done";
                                }))
                        .retry(2))
                .expectNext("done")
                .verifyComplete();
        assertThat(traces.spans("step"))
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.ERROR, StatusCode.UNSET);
    }

    @Test
    void observe_retryInside_isOneObservationForAll() {
        AtomicInteger attempts = new AtomicInteger();
        StepVerifier.create(tracing.observe(
                        "step",
                        observation -> Mono.fromCallable(() -> {
                                    if (attempts.incrementAndGet() < 3) {
                                        throw new IllegalStateException("again");
                                    }
                                    return "done";
                                })
                                .retry(2)))
                .expectNext("done")
                .verifyComplete();
        assertThat(traces.span("step").getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    }

    @Test
    void observe_repeat_isOneObservationARepetition() {
        StepVerifier.create(tracing.observe("step", observation -> Mono.just(1)).repeat(4))
                .expectNextCount(5)
                .verifyComplete();
        assertThat(traces.spans("step")).hasSize(5);
    }

    @Test
    void observe_nested_restoresTheOuterAfterwards() {
        Mono<String> chain = tracing.observe(
                "outer",
                outer -> tracing.observe("first", first -> Mono.just("a"))
                        .then(tracing.observe("second", second -> Mono.just("b"))));
        StepVerifier.create(chain).expectNext("b").verifyComplete();
        String outer = traces.span("outer").getSpanId();
        assertThat(traces.span("first").getParentSpanId()).isEqualTo(outer);
        assertThat(traces.span("second").getParentSpanId()).isEqualTo(outer);
        assertThat(traces.span("outer").getParentSpanContext().isValid()).isFalse();
    }

    @Test
    void observe_endOnTerminateOff_staysOpenForItsHolder() {
        AtomicReference<Observation> held = new AtomicReference<>();
        StepVerifier.create(tracing.observe(ObservationSpec.span("step").endOnTerminate(false), observation -> {
                    held.set(observation);
                    return Mono.just("x");
                }))
                .expectNext("x")
                .verifyComplete();
        assertThat(traces.spans()).isEmpty();
        assertThat(tracing.metrics().open()).isEqualTo(1);
        Objects.requireNonNull(held.get())
                .update(update -> update.output("late"))
                .end();
        SpanData span = traces.span("step");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_OUTPUT)).isEqualTo("late");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_LEVEL)).isNull();
    }

    @Test
    void observe_captureOutput_isTheValue() {
        ObservationSpec spec = ObservationSpec.generation("step").captureOutput(true);
        StepVerifier.create(tracing.observe(spec, observation -> Mono.just("answer")))
                .expectNext("answer")
                .verifyComplete();
        assertThat(Traces.text(traces.span("step"), LangfuseAttributes.OBSERVATION_OUTPUT))
                .isEqualTo("answer");
    }

    @Test
    void observe_wrongArguments_failAtTheCall() {
        assertThatThrownBy(() -> tracing.observe(ObservationSpec.event("e"), observation -> Mono.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("event");
        assertThatThrownBy(() -> tracing.observeMany(ObservationSpec.event("e"), observation -> Mono.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tracing.flush(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void traced_asAnOperator_keepsMonoAndFlux() {
        StepVerifier.create(Mono.just(1).transform(tracing.traced(ObservationSpec.tool("one"))))
                .expectNext(1)
                .verifyComplete();
        StepVerifier.create(
                        reactor.core.publisher.Flux.just(1, 2).transform(tracing.traced(ObservationSpec.tool("many"))))
                .expectNext(1, 2)
                .verifyComplete();
        assertThat(Traces.text(traces.span("one"), LangfuseAttributes.OBSERVATION_TYPE))
                .isEqualTo("tool");
        assertThat(traces.span("many").hasEnded()).isTrue();
    }
}
