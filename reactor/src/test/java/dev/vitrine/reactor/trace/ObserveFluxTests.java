package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.CaptureLimit;
import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationSpec;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class ObserveFluxTests {
    private static final int MANY = 1_000_000;
    private final Traces traces = Traces.create();
    private final Tracing tracing = traces.tracing();

    @AfterEach
    void close() {
        traces.assertNoneOpen();
        traces.close();
    }

    private String output(String name) {
        return String.valueOf(Traces.text(traces.span(name), LangfuseAttributes.OBSERVATION_OUTPUT));
    }

    @Test
    void observeMany_demandOfOne_reachesTheSourceAsItIs() {
        TestPublisher<Integer> source = TestPublisher.create();
        AtomicLong requested = new AtomicLong();
        Flux<Integer> observed = tracing.observeMany(
                ObservationSpec.generation("stream").captureOutput(true),
                observation -> source.flux().doOnRequest(requested::addAndGet));
        StepVerifier.create(observed, 0)
                .thenRequest(1)
                .then(() -> assertThat(requested).hasValue(1))
                .then(() -> source.next(1))
                .expectNext(1)
                .thenRequest(2)
                .then(() -> assertThat(requested).hasValue(3))
                .then(() -> source.next(2, 3))
                .expectNext(2, 3)
                .then(source::complete)
                .verifyComplete();
        assertThat(output("stream")).isEqualTo("[1,2,3]");
    }

    @Test
    void observeMany_aMillionSynchronousElements_passInOrder() {
        Flux<Integer> observed = tracing.observeMany("stream", observation -> Flux.range(0, MANY));
        StepVerifier.create(
                        observed.index((index, value) -> index == (long) value).all(same -> same))
                .expectNext(true)
                .verifyComplete();
        StepVerifier.create(observed.publishOn(Schedulers.parallel()).count())
                .expectNext((long) MANY)
                .verifyComplete();
        StepVerifier.create(observed.hide().concatMap(Flux::just).count())
                .expectNext((long) MANY)
                .verifyComplete();
        assertThat(traces.spans("stream")).hasSize(3);
    }

    @Test
    void observeMany_aMillionNestedInConcatMap_doNotOverflow() {
        Flux<Integer> observed =
                Flux.range(0, 20_000).concatMap(i -> tracing.observeMany("inner", observation -> Flux.just(i)));
        StepVerifier.create(observed.count()).expectNext(20_000L).verifyComplete();
        assertThat(tracing.metrics().started()).isEqualTo(20_000);
    }

    @Test
    void observeMany_aMillionStringsCaptured_keepsTheFirstThousand() {
        ObservationSpec spec =
                ObservationSpec.span("stream").captureOutput(true).captureLimit(new CaptureLimit(1_000, 1_000_000));
        StepVerifier.create(tracing.observeMany(
                                spec, observation -> Flux.range(0, MANY).map(i -> "x"))
                        .count())
                .expectNext((long) MANY)
                .verifyComplete();
        assertThat(output("stream"))
                .startsWith("x".repeat(1_000))
                .hasSizeLessThan(1_100)
                .endsWith("[truncated: the first 1000 of 1000000 elements]");
    }

    @Test
    void observeMany_longTextCaptured_isCutByCharacters() {
        ObservationSpec spec =
                ObservationSpec.span("stream").captureOutput(true).captureLimit(new CaptureLimit(10, 5));
        StepVerifier.create(tracing.observeMany(spec, observation -> Flux.just("abc", "defg", "h")))
                .expectNextCount(3)
                .verifyComplete();
        assertThat(output("stream")).isEqualTo("abcde [truncated after 5 characters]");
    }

    @Test
    void observeMany_cancelledMidway_keepsWhatCame() {
        ObservationSpec spec = ObservationSpec.span("stream").captureOutput(true);
        TestPublisher<String> source = TestPublisher.create();
        StepVerifier.create(tracing.observeMany(spec, observation -> source.flux()), 2)
                .then(() -> source.next("a", "b"))
                .expectNext("a", "b")
                .thenCancel()
                .verify();
        source.assertCancelled();
        SpanData span = traces.span("stream");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_OUTPUT)).isEqualTo("ab");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_LEVEL)).isEqualTo("WARNING");
    }

    @Test
    void observeMany_takeOne_endsOnce() {
        StepVerifier.create(tracing.observeMany("stream", observation -> Flux.just(1, 2, 3))
                        .take(1))
                .expectNext(1)
                .verifyComplete();
        assertThat(traces.span("stream").hasEnded()).isTrue();
    }

    @Test
    void observeMany_errorMidway_hasNoOutputAndTheSameError() {
        IllegalStateException error = new IllegalStateException("midway");
        ObservationSpec spec = ObservationSpec.span("stream").captureOutput(true);
        StepVerifier.create(
                        tracing.observeMany(spec, observation -> Flux.just("a").concatWith(Flux.error(error))))
                .expectNext("a")
                .verifyErrorSatisfies(signalled -> assertThat(signalled).isSameAs(error));
        SpanData span = traces.span("stream");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_OUTPUT)).isNull();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void observeMany_empty_hasNoOutput() {
        ObservationSpec spec = ObservationSpec.span("stream").captureOutput(true);
        StepVerifier.create(tracing.observeMany(spec, observation -> Flux.empty()))
                .verifyComplete();
        assertThat(Traces.text(traces.span("stream"), LangfuseAttributes.OBSERVATION_OUTPUT))
                .isNull();
    }

    @Test
    void observeMany_workThrowsOrGivesNull_isAnErrorSignal() {
        StepVerifier.create(tracing.<String>observeMany("throws", observation -> {
                    throw new IllegalStateException("x");
                }))
                .verifyError(IllegalStateException.class);
        StepVerifier.create(noPublisher()).verifyError(NullPointerException.class);
        assertThat(traces.spans())
                .allSatisfy(span -> assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR));
    }

    @SuppressWarnings("NullAway")
    private Flux<String> noPublisher() {
        return tracing.observeMany("null", observation -> null);
    }

    @Test
    void observeMany_generation_startsItsCompletionAtTheFirstElement() {
        StepVerifier.create(tracing.observeMany(ObservationSpec.generation("g"), observation -> Flux.just("a", "b")))
                .expectNextCount(2)
                .verifyComplete();
        StepVerifier.create(tracing.observeMany(ObservationSpec.span("s"), observation -> Flux.just("a")))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(Traces.text(traces.span("g"), LangfuseAttributes.OBSERVATION_COMPLETION_START_TIME))
                .matches("\"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\"");
        assertThat(Traces.text(traces.span("s"), LangfuseAttributes.OBSERVATION_COMPLETION_START_TIME))
                .isNull();
    }

    private record Chunk(String delta, long tokens) {}

    @Test
    void observeMany_captureOfChunks_takesTextUsageAndCost() {
        StreamCapture<Chunk> capture = StreamCapture.of(Chunk::delta)
                .usage(last -> Map.of("output", last.tokens()))
                .cost(last -> Map.of("total", 0.5));
        StepVerifier.create(tracing.observeMany(
                        ObservationSpec.generation("g"),
                        capture,
                        observation -> Flux.just(new Chunk("Hel", 1), new Chunk("lo", 2))))
                .expectNextCount(2)
                .verifyComplete();
        SpanData span = traces.span("g");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_OUTPUT)).isEqualTo("Hello");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_USAGE_DETAILS))
                .isEqualTo("{\"output\":2}");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_COST_DETAILS))
                .isEqualTo("{\"total\":0.5}");
    }

    @Test
    void observeMany_captureFunctionThrows_onlyItsPartIsMissing() {
        StreamCapture<Chunk> capture = StreamCapture.of(Chunk::delta).usage(last -> {
            throw new IllegalStateException("no usage");
        });
        StepVerifier.create(tracing.observeMany(
                        ObservationSpec.generation("g"), capture, observation -> Flux.just(new Chunk("a", 1))))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(output("g")).isEqualTo("a");
    }

    @Test
    void observeMany_captureWithOutput_joinsThePartsAndMarksTruncation() {
        StreamCapture<Integer> capture =
                StreamCapture.<Integer>items().output(List::size).limit(new CaptureLimit(2, 100));
        StepVerifier.create(tracing.observeMany(ObservationSpec.span("s"), capture, observation -> Flux.range(0, 5)))
                .expectNextCount(5)
                .verifyComplete();
        assertThat(output("s")).isEqualTo("2");
        assertThat(Traces.text(traces.span("s"), LangfuseAttributes.OBSERVATION_METADATA + ".output_truncated"))
                .contains("first 2 of 5");
    }

    @Test
    void captureOutput_asAnOperator_writesOnTheCurrentObservation() {
        StepVerifier.create(tracing.observeMany(
                        "stream", observation -> Flux.just("a", "b").transform(tracing.captureOutput())))
                .expectNextCount(2)
                .verifyComplete();
        StepVerifier.create(tracing.observe(
                        "one",
                        observation ->
                                reactor.core.publisher.Mono.just(List.of(1)).transform(tracing.captureOutput())))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(output("stream")).isEqualTo("ab");
        assertThat(output("one")).isEqualTo("[1]");
    }

    @Test
    void updatingCurrent_asAnOperator_changesByEachElement() {
        StepVerifier.create(tracing.observe(
                        ObservationSpec.generation("g"),
                        observation -> reactor.core.publisher.Mono.just(7)
                                .transform(tracing.<Integer>updatingCurrent(
                                        (update, tokens) -> update.usageDetails(Map.of("total", tokens))))))
                .expectNext(7)
                .verifyComplete();
        assertThat(Traces.text(traces.span("g"), LangfuseAttributes.OBSERVATION_USAGE_DETAILS))
                .isEqualTo("{\"total\":7}");
    }
}
