package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

class ExportMaskTests {
    private static final String SECRET = "4111-1111";
    private final InMemorySpanExporter exported = InMemorySpanExporter.create();

    @Test
    void foreignSpan_isPatched_deletedThenSet_asItLeaves() {
        SpanData span = onlySpan(
                each(patch -> patch.delete("gen_ai.prompt", "gen_ai.input", "not.there")
                        .set("gen_ai.input", "[masked]")
                        .set("gen_ai.count", "many")),
                sent -> sent.setAttribute("gen_ai.prompt", SECRET)
                        .setAttribute("gen_ai.input", SECRET)
                        .setAttribute("gen_ai.count", 7)
                        .setAttribute("gen_ai.system", "x"));

        assertThat(Traces.text(span, "gen_ai.prompt")).isNull();
        assertThat(Traces.text(span, "gen_ai.input")).isEqualTo("[masked]");
        assertThat(Traces.text(span, "gen_ai.count")).isEqualTo("many");
        assertThat(Traces.number(span, "gen_ai.count")).isNull();
        assertThat(Traces.text(span, "gen_ai.system")).isEqualTo("x");
        assertThat(span.getTotalAttributeCount())
                .isEqualTo(span.getAttributes().size())
                .isGreaterThan(2);
        assertThat(span.getEvents()).hasSize(1);
        assertThat(span.getStatus().getDescription()).contains(SECRET);
    }

    @Test
    void events_andStatusText_canBeTakenOut() {
        SpanData span = onlySpan(
                each(patch -> patch.deleteEvents().deleteStatusDescription()),
                sent -> sent.setAttribute("gen_ai.system", "x"));

        assertThat(span.getEvents()).isEmpty();
        assertThat(span.getTotalRecordedEvents()).isZero();
        assertThat(span.getStatus().getDescription()).isEmpty();
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void spanWithoutPatch_isSentAsItIs() {
        assertThat(Traces.text(
                        onlySpan(batch -> List.of(), sent -> sent.setAttribute("gen_ai.prompt", SECRET)),
                        "gen_ai.prompt"))
                .isEqualTo(SECRET);
    }

    @Test
    void set_ofOneName_lastTypeWins() {
        SpanData span = onlySpan(
                each(patch -> patch.set("gen_ai.n", "1").set(AttributeKey.longKey("gen_ai.n"), 2L)),
                sent -> sent.setAttribute("gen_ai.n", SECRET));

        assertThat(Traces.number(span, "gen_ai.n")).isEqualTo(2);
        assertThat(Traces.text(span, "gen_ai.n")).isNull();
    }

    @Test
    void ownSpans_ofThePrivateProvider_areMaskedToo_withoutInternalAttributes() {
        List<SpanData> seen = new ArrayList<>();
        try (Traces traces = Traces.create(options -> options.exportMask(batch -> {
            seen.addAll(batch);
            return each(patch -> patch.set("langfuse.observation.input", "[masked]"))
                    .mask(batch);
        }))) {
            traces.tracing().observe("own", o -> Mono.just(1)).block(Traces.LIMIT);

            SpanData span = traces.span("own");
            assertThat(Traces.text(span, "langfuse.observation.input")).isEqualTo("[masked]");
            assertThat(span.getInstrumentationScopeInfo().getAttributes().asMap())
                    .containsValue(Traces.PROJECT);
        }
        assertThat(seen)
                .singleElement()
                .satisfies(span -> assertThat(Traces.text(span, LangfuseSpanProcessor.PROJECT_ATTRIBUTE))
                        .isNull());
    }

    @ParameterizedTest
    @MethodSource("broken")
    void mask_failsOrAnswersNonsense_dropsTheBatchAlone(SpanMaskFunction broken) {
        boolean[] fails = {true};
        try (Logs logs = Logs.capture();
                Traces traces = Traces.create(
                        options -> options.exportMask(batch -> fails[0] ? broken.mask(batch) : List.of()))) {
            traces.tracing().observe("lost", o -> Mono.just(SECRET)).block(Traces.LIMIT);
            traces.tracing().observe("lost", o -> Mono.just(SECRET)).block(Traces.LIMIT);
            assertThat(traces.spans()).isEmpty();
            assertThat(traces.tracing().metrics().failed()).isEqualTo(2);

            fails[0] = false;
            traces.tracing().observe("kept", o -> Mono.just(1)).block(Traces.LIMIT);
            assertThat(traces.span("kept").hasEnded()).isTrue();
            assertThat(traces.tracing().metrics().exported()).isEqualTo(1);
            assertThat(logs.text()).contains("Masking of 2 spans failed").doesNotContain(SECRET);
        }
    }

    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // what a function without null checks may give
    static Stream<Arguments> broken() {
        return Stream.<SpanMaskFunction>of(
                        batch -> {
                            throw new IllegalStateException(SECRET);
                        },
                        batch -> {
                            throw new StackOverflowError(SECRET);
                        },
                        batch -> null,
                        batch -> new ArrayList<>(Stream.of((SpanPatch) null).toList()),
                        batch -> List.of(SpanPatch.of(batch.get(0)), SpanPatch.of(batch.get(0))),
                        batch -> List.of(SpanPatch.of(otherSpan())),
                        batch -> {
                            batch.clear();
                            return List.of();
                        })
                .map(Arguments::of);
    }

    @Test
    void optionOnTheClient_withAGivenOpenTelemetry_warns() {
        LangfuseSpanProcessor processor =
                LangfuseSpanProcessor.builder("pk", "sk").exporter(exported).build();
        try (Logs logs = Logs.capture()) {
            TracingFacet facet = TracingFacet.create(
                    TracingOptions.create()
                            .openTelemetry(io.opentelemetry.api.OpenTelemetry.noop(), processor)
                            .exportMask(batch -> List.of()),
                    Traces.host("pk"));
            assertThat(facet.isEnabled()).isTrue();
            assertThat(logs.warnings()).singleElement().asString().contains("export mask");
        }
        processor.shutdown().join(10, TimeUnit.SECONDS);
    }

    private static SpanMaskFunction each(UnaryOperator<SpanPatch> change) {
        return batch -> batch.stream().map(SpanPatch::of).map(change).toList();
    }

    private static SpanData otherSpan() {
        try (Traces other = Traces.create()) {
            other.tracing().observe("other", o -> Mono.just(1)).block(Traces.LIMIT);
            return other.span("other");
        }
    }

    private SpanData onlySpan(SpanMaskFunction mask, Consumer<Span> content) {
        LangfuseSpanProcessor processor = LangfuseSpanProcessor.builder("pk", "sk")
                .exporter(exported)
                .exportMask(mask)
                .build();
        try (SdkTracerProvider provider =
                SdkTracerProvider.builder().addSpanProcessor(processor).build()) {
            Span span = provider.get("spring-ai").spanBuilder("chat").startSpan();
            content.accept(span);
            span.recordException(new IllegalStateException(SECRET));
            span.setStatus(StatusCode.ERROR, SECRET);
            span.end();
            processor.forceFlush().join(10, TimeUnit.SECONDS);
            return exported.getFinishedSpanItems().get(0);
        }
    }
}
