package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Tracing whose spans stay in memory. */
final class Traces implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(20);
    static final String PROJECT = "pk-lf-test";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final TracingFacet facet;

    private Traces(String publicKey, UnaryOperator<TracingOptions> options) {
        this.facet = TracingFacet.create(options.apply(TracingOptions.create().exporter(exporter)), host(publicKey));
    }

    static Traces create() {
        return create(options -> options);
    }

    static Traces create(UnaryOperator<TracingOptions> options) {
        return new Traces(PROJECT, options);
    }

    static Traces ofProject(String publicKey) {
        return new Traces(publicKey, options -> options);
    }

    static TracingHost host(@Nullable String publicKey) {
        return host(publicKey, "https://langfuse.example", variable -> null);
    }

    static TracingHost host(@Nullable String publicKey, String baseUrl, Function<String, @Nullable String> variables) {
        return new TracingHost(
                publicKey,
                "sk-lf-test",
                baseUrl,
                Map.of(),
                Duration.ofSeconds(1),
                Mono.just("project-1"),
                variables,
                Clock.systemUTC(),
                Schedulers.parallel());
    }

    Tracing tracing() {
        return facet.tracing();
    }

    TracingFacet facet() {
        return facet;
    }

    /** All spans that have ended. */
    List<SpanData> spans() {
        tracing().flush().block(LIMIT);
        return exporter.getFinishedSpanItems();
    }

    /** The only span of this name. */
    SpanData span(String name) {
        List<SpanData> named = spans(name);
        assertThat(named).as("spans named " + name).hasSize(1);
        return named.get(0);
    }

    List<SpanData> spans(String name) {
        return spans().stream().filter(span -> span.getName().equals(name)).toList();
    }

    static @Nullable String text(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringKey(attribute));
    }

    static @Nullable Boolean flag(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.booleanKey(attribute));
    }

    static @Nullable Long number(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.longKey(attribute));
    }

    static @Nullable List<String> texts(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringArrayKey(attribute));
    }

    /** Each observation that was started has ended. */
    void assertNoneOpen() {
        assertThat(tracing().metrics().open()).as("open observations").isZero();
    }

    @Override
    public void close() {
        facet.shutdown(LIMIT).block(LIMIT);
    }
}
