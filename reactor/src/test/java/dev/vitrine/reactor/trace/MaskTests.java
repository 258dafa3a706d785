package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.TraceUpdate;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class MaskTests {
    private static final String SECRET = "jane@example.com";

    @Test
    void mask_isCalledForEachFieldThatIsGiven() {
        Queue<MaskInput> calls = new ConcurrentLinkedQueue<>();
        try (Traces traces = Traces.create(options -> options.mask(input -> {
            calls.add(input);
            return "masked-" + input.field();
        }))) {
            Observation observation = traces.tracing()
                    .startIn(
                            Context.root(),
                            ObservationSpec.agent("s").input(SECRET).metadata(Map.of("k", SECRET)));
            observation.update(update -> update.output(List.of(SECRET)));
            observation.updateTrace(TraceUpdate.none().withInput(SECRET));
            observation.end();
            assertThat(calls)
                    .extracting(MaskInput::field)
                    .containsExactly(TraceField.INPUT, TraceField.METADATA, TraceField.OUTPUT, TraceField.INPUT);
            assertThat(calls).noneMatch(call -> call.toString().contains(SECRET));
            SpanData span = traces.span("s");
            assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_INPUT)).isEqualTo("masked-INPUT");
            assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_METADATA))
                    .isEqualTo("masked-METADATA");
            assertThat(Traces.text(span, LangfuseAttributes.TRACE_INPUT)).isEqualTo("masked-INPUT");
            assertThat(span.getAttributes().toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void mask_fails_isClosedAndSilentAboutTheValue() {
        try (Logs logs = Logs.capture();
                Traces traces = Traces.create(options -> options.mask(input -> {
                    throw new IllegalStateException("cannot mask " + input.value());
                }))) {
            traces.tracing()
                    .startIn(Context.root(), ObservationSpec.span("s").input(SECRET))
                    .end();
            SpanData span = traces.span("s");
            assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_INPUT))
                    .isEqualTo("<fully masked due to failed mask function>");
            assertThat(span.getAttributes().toString()).doesNotContain(SECRET);
            assertThat(logs.text()).contains("ERROR").doesNotContain(SECRET);
        }
    }

    @Test
    void mask_overflowsOrGivesNull_leaksNothing() {
        try (Traces traces = Traces.create(options -> options.mask(input -> switch (input.field()) {
            case INPUT -> throw new StackOverflowError();
            case OUTPUT -> null;
            case METADATA -> throw new NoClassDefFoundError("x");
        }))) {
            traces.tracing()
                    .startIn(
                            Context.root(),
                            ObservationSpec.span("s")
                                    .input(SECRET)
                                    .output(SECRET)
                                    .metadata("k", SECRET))
                    .end();
            SpanData span = traces.span("s");
            assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_INPUT)).isEqualTo(MaskFunction.FAILED);
            assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_OUTPUT)).isNull();
            assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_METADATA))
                    .isEqualTo(MaskFunction.FAILED);
            assertThat(span.getAttributes().toString()).doesNotContain(SECRET);
        }
    }

    @Test
    void mask_notSampledOrEnded_isNotCalled() {
        Queue<MaskInput> calls = new ConcurrentLinkedQueue<>();
        try (Traces traces = Traces.create(options -> options.sampleRate(0).mask(input -> {
            calls.add(input);
            return input.value();
        }))) {
            traces.tracing()
                    .startIn(Context.root(), ObservationSpec.span("s").input(SECRET))
                    .end()
                    .update(update -> update.output(SECRET));
        }
        assertThat(calls).isEmpty();
    }
}
