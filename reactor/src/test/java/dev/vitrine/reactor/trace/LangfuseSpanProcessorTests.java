package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.trace.LangfuseAttributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** An application's own SDK with the processors of two projects. */
class LangfuseSpanProcessorTests {
    private final InMemorySpanExporter exportedA = InMemorySpanExporter.create();
    private final InMemorySpanExporter exportedB = InMemorySpanExporter.create();
    private final LangfuseSpanProcessor a =
            LangfuseSpanProcessor.builder("pk-a", "sk").exporter(exportedA).build();
    private final LangfuseSpanProcessor b =
            LangfuseSpanProcessor.builder("pk-b", "sk").exporter(exportedB).build();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(a)
                    .addSpanProcessor(b)
                    .build())
            .build();

    @AfterEach
    void close() {
        sdk.close();
    }

    private Tracing tracing(String project, LangfuseSpanProcessor processor) {
        return TracingFacet.create(TracingOptions.create().openTelemetry(sdk, processor), Traces.host(project))
                .tracing();
    }

    private static List<String> names(LangfuseSpanProcessor processor, InMemorySpanExporter exporter) {
        processor.forceFlush().join(10, TimeUnit.SECONDS);
        return exporter.getFinishedSpanItems().stream().map(SpanData::getName).toList();
    }

    private void foreign(String scope, String name) {
        sdk.getTracer(scope).spanBuilder(name).startSpan().end();
    }

    @Test
    void filter_byDefault_takesWhatObservesLanguageModels() {
        foreign("io.opentelemetry.netty-4.1", "http");
        foreign("openinference", "exact");
        foreign("openinference.langchain", "below");
        foreign("openinferencer", "other");
        foreign("opentelemetry.instrumentation.openai.v1", "openai");
        sdk.getTracer("spring")
                .spanBuilder("generative")
                .setAttribute("gen_ai.system", "x")
                .startSpan()
                .end();
        assertThat(names(a, exportedA)).containsExactlyInAnyOrder("exact", "below", "openai", "generative");
        assertThat(names(b, exportedB)).hasSize(4);
    }

    @Test
    void flush_afterTheApplicationShutItsSdkDown_endsAtOnce() {
        Tracing tracing = tracing("pk-a", a);
        StepVerifier.create(tracing.observe("last", o -> Mono.just(1)))
                .expectNext(1)
                .verifyComplete();
        assertThat(sdk.getSdkTracerProvider()
                        .shutdown()
                        .join(10, TimeUnit.SECONDS)
                        .isSuccess())
                .isTrue();
        assertThat(a.forceFlush().join(10, TimeUnit.SECONDS).isSuccess()).isTrue();
        StepVerifier.create(tracing.flush()).expectComplete().verify(Traces.LIMIT);
    }

    @Test
    void ownSpans_goToTheirProjectOnly() {
        Mono<Integer> chain =
                tracing("pk-a", a).observe("of-a", o -> tracing("pk-b", b).observe("of-b", o2 -> Mono.just(1)));
        StepVerifier.create(chain).expectNext(1).verifyComplete();
        assertThat(names(a, exportedA)).containsExactly("of-a");
        assertThat(names(b, exportedB)).containsExactly("of-b");
        SpanData span = exportedA.getFinishedSpanItems().get(0);
        assertThat(Traces.text(span, LangfuseSpanProcessor.PROJECT_ATTRIBUTE)).isNull();
        assertThat(span.getInstrumentationScopeInfo().getAttributes().toString())
                .contains("pk-a");
        assertThat(Traces.flag(span, LangfuseAttributes.IS_APP_ROOT)).isTrue();
    }

    @Test
    void propagatedAttributes_reachForeignSpansBelow() {
        Context context = Propagation.enter(
                Context.root(), dev.vitrine.trace.PropagatedAttributes.none().userId("u"));
        sdk.getTracer("openinference")
                .spanBuilder("s")
                .setParent(context)
                .startSpan()
                .end();
        assertThat(names(a, exportedA)).containsExactly("s");
        assertThat(Traces.text(exportedA.getFinishedSpanItems().get(0), LangfuseAttributes.TRACE_USER_ID))
                .isEqualTo("u");
    }

    @Test
    void appRoot_isTheFirstThatIsExported() {
        Span http = sdk.getTracer("http").spanBuilder("http").startSpan();
        Context below = Context.root().with(http);
        Span first = sdk.getTracer("openinference")
                .spanBuilder("first")
                .setParent(below)
                .startSpan();
        sdk.getTracer("openinference")
                .spanBuilder("second")
                .setParent(below.with(first))
                .startSpan()
                .end();
        first.end();
        http.end();
        assertThat(names(a, exportedA)).containsExactlyInAnyOrder("first", "second");
        for (SpanData span : exportedA.getFinishedSpanItems()) {
            assertThat(Traces.flag(span, LangfuseAttributes.IS_APP_ROOT))
                    .isEqualTo(span.getName().equals("first") ? true : null);
        }
    }

    @Test
    void filter_ownOrFailing_decides() {
        InMemorySpanExporter exported = InMemorySpanExporter.create();
        LangfuseSpanProcessor blocked = LangfuseSpanProcessor.builder("pk", "sk")
                .exporter(exported)
                .filter(SpanFilters.exceptScopes(Set.of("noise")).and(span -> {
                    if (span.getName().equals("bad")) {
                        throw new IllegalStateException("filter");
                    }
                    return true;
                }))
                .build();
        try (SdkTracerProvider provider =
                SdkTracerProvider.builder().addSpanProcessor(blocked).build()) {
            provider.get("noise").spanBuilder("noise").startSpan().end();
            provider.get("signal").spanBuilder("signal").startSpan().end();
            provider.get("signal").spanBuilder("bad").startSpan().end();
            assertThat(names(blocked, exported)).containsExactly("signal");
        }
    }

    @Test
    void givenOpenTelemetry_itsSamplerDecides_andARateWarns() {
        InMemorySpanExporter exported = InMemorySpanExporter.create();
        LangfuseSpanProcessor processor =
                LangfuseSpanProcessor.builder("pk", "sk").exporter(exported).build();
        try (OpenTelemetrySdk off = OpenTelemetrySdk.builder()
                        .setTracerProvider(SdkTracerProvider.builder()
                                .setSampler(Sampler.alwaysOff())
                                .addSpanProcessor(processor)
                                .build())
                        .build();
                Logs logs = Logs.capture()) {
            TracingFacet facet = TracingFacet.create(
                    TracingOptions.create().openTelemetry(off, processor).sampleRate(0.5), Traces.host("pk"));
            assertThat(logs.warnings()).singleElement().asString().contains("sample rate");
            StepVerifier.create(facet.tracing().observe("s", o -> Mono.just(o.isRecording())))
                    .expectNext(false)
                    .verifyComplete();
            facet.tracing().flush().block(Traces.LIMIT);
            facet.shutdown(Traces.LIMIT).block(Traces.LIMIT);
            assertThat(exported.getFinishedSpanItems()).isEmpty();
        }
    }

    @Test
    void names_ofKeys_areNotShown() {
        assertThat(LangfuseSpanProcessor.builder("pk", "sk-secret")
                        .header("h", "v")
                        .toString())
                .doesNotContain("sk-secret");
        assertThat(a.toString()).doesNotContain("sk");
        assertThat(Traces.host("pk").toString()).doesNotContain("sk-lf");
    }
}
