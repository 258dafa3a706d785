package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationType;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ObservedFunctionsTests {
    private final Traces traces = Traces.create();
    private final Tracing tracing = traces.tracing();

    @AfterEach
    void close() {
        traces.assertNoneOpen();
        traces.close();
    }

    private @Nullable String input(String name) {
        return Traces.text(traces.span(name), LangfuseAttributes.OBSERVATION_INPUT);
    }

    private @Nullable String output(String name) {
        return Traces.text(traces.span(name), LangfuseAttributes.OBSERVATION_OUTPUT);
    }

    @Test
    void observed_oneArgument_isTheInput() {
        Function<String, Mono<Integer>> length = tracing.observed("length", (String text) -> Mono.just(text.length()));
        StepVerifier.create(length.apply("four")).expectNext(4).verifyComplete();
        assertThat(input("length")).isEqualTo("four");
        assertThat(output("length")).isEqualTo("4");
    }

    @Test
    void observed_twoArguments_areAList() {
        BiFunction<Integer, Integer, Mono<Integer>> sum =
                tracing.observed("sum", (Integer a, Integer b) -> Mono.just(a + b));
        StepVerifier.create(sum.apply(1, 2)).expectNext(3).verifyComplete();
        assertThat(input("sum")).isEqualTo("[1,2]");
    }

    @Test
    void observed_noArgument_hasNoInput_andEmptyHasNoOutput() {
        StepVerifier.create(tracing.observed("none", () -> Mono.empty()).get()).verifyComplete();
        assertThat(input("none")).isNull();
        assertThat(output("none")).isNull();
    }

    @Test
    void observed_captureOff_isNeither() {
        ObservationSpec spec = ObservationSpec.tool("quiet").captureInput(false).captureOutput(false);
        StepVerifier.create(
                        tracing.observed(spec, (String text) -> Mono.just(text)).apply("x"))
                .expectNext("x")
                .verifyComplete();
        assertThat(input("quiet")).isNull();
        assertThat(output("quiet")).isNull();
    }

    @Test
    void observed_clientSetting_isTheDefault() {
        try (Traces quiet = Traces.create(options -> options.captureIo(false))) {
            StepVerifier.create(quiet.tracing()
                            .observed("f", (String text) -> Mono.just(text))
                            .apply("x"))
                    .expectNext("x")
                    .verifyComplete();
            assertThat(Traces.text(quiet.span("f"), LangfuseAttributes.OBSERVATION_INPUT))
                    .isNull();
        }
    }

    @Test
    void observedMany_collectsTheStream() {
        StepVerifier.create(tracing.observedMany("words", (String text) -> Flux.just(text.split(" ")))
                        .apply("a b"))
                .expectNext("a", "b")
                .verifyComplete();
        StepVerifier.create(
                        tracing.observedMany("numbers", () -> Flux.range(1, 3)).get())
                .expectNextCount(3)
                .verifyComplete();
        StepVerifier.create(tracing.observedMany("two", (Integer a, Integer b) -> Flux.just(a, b))
                        .apply(1, 2))
                .expectNextCount(2)
                .verifyComplete();
        assertThat(output("words")).isEqualTo("ab");
        assertThat(output("numbers")).isEqualTo("[1,2,3]");
        assertThat(input("two")).isEqualTo("[1,2]");
    }

    interface Service {
        @Observe(type = ObservationType.TOOL)
        Mono<String> one(String argument);

        @Observe(name = "stream")
        Flux<Integer> many(int from, int count);

        Mono<String> byTarget(String argument);

        @Observe(input = Observe.Capture.OFF)
        String value(String argument) throws IOException;

        @Observe(output = Observe.Capture.OFF)
        CompletableFuture<String> later(CompletableFuture<String> source);

        String plain();
    }

    public static class Target implements Service {
        @Override
        public Mono<String> one(String argument) {
            return Mono.just(argument + "!");
        }

        @Override
        public Flux<Integer> many(int from, int count) {
            return Flux.range(from, count);
        }

        @Override
        @Observe
        public Mono<String> byTarget(String argument) {
            throw new IllegalStateException("at the call");
        }

        @Override
        public String value(String argument) throws IOException {
            if (argument.isEmpty()) {
                throw new IOException("empty");
            }
            return Span.current().getSpanContext().getSpanId();
        }

        @Override
        public CompletableFuture<String> later(CompletableFuture<String> source) {
            return source;
        }

        @Override
        public String plain() {
            return "plain";
        }
    }

    private final Service proxy = tracing.proxy(Service.class, new Target());

    @Test
    void proxy_publishers_areObservedAtEachSubscription() {
        Mono<String> one = proxy.one("a");
        assertThat(tracing.metrics().started()).isZero();
        StepVerifier.create(tracing.observe("outer", o -> one)).expectNext("a!").verifyComplete();
        StepVerifier.create(proxy.many(1, 3)).expectNext(1, 2, 3).verifyComplete();
        SpanData span = traces.span("one");
        assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_TYPE)).isEqualTo("tool");
        assertThat(span.getParentSpanId()).isEqualTo(traces.span("outer").getSpanId());
        assertThat(input("one")).isEqualTo("a");
        assertThat(output("one")).isEqualTo("a!");
        assertThat(input("stream")).isEqualTo("[1,3]");
        assertThat(output("stream")).isEqualTo("[1,2,3]");
    }

    @Test
    void proxy_methodThrows_isAnErrorSignalWithTheSameError() {
        StepVerifier.create(proxy.byTarget("a"))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessage("at the call"));
        assertThat(traces.span("byTarget").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void proxy_value_isObservedWhileItRuns() throws IOException {
        String spanId = proxy.value("x");
        assertThat(traces.span("value").getSpanId()).isEqualTo(spanId);
        assertThat(input("value")).isNull();
        assertThat(output("value")).isEqualTo(spanId);
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void proxy_valueFails_throwsTheSameCheckedException() {
        assertThatThrownBy(() -> proxy.value(""))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("empty");
        assertThat(traces.span("value").getStatus().getDescription()).isEqualTo("IOException: empty");
    }

    @Test
    void proxy_future_isObservedUntilItCompletes() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<String> observed = proxy.later(source);
        assertThat(tracing.metrics().open()).isEqualTo(1);
        source.completeExceptionally(new IllegalStateException("late"));
        assertThat(observed).isCompletedExceptionally();
        assertThat(traces.span("later").getStatus().getDescription()).isEqualTo("IllegalStateException: late");
    }

    @Test
    void proxy_otherMethods_areJustCalled() {
        assertThat(proxy.plain()).isEqualTo("plain");
        assertThat(proxy.toString()).contains("Target");
        assertThat(tracing.metrics().started()).isZero();
        assertThatThrownBy(() -> tracing.proxy(Target.class, new Target()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interface");
    }
}
