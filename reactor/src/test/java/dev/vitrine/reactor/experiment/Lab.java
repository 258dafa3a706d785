package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.embedded.WriteMode;
import dev.vitrine.json.TypeRef;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.http.ApiRequest;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.reactor.trace.TracingOptions;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A platform, and a client of it whose spans stay in memory. Fails a test that leaves an observation open. */
final class Lab implements BeforeEachCallback, AfterEachCallback {
    static final Duration LIMIT = Duration.ofSeconds(30);

    private final Platform platform = new Platform(builder -> builder.writeMode(WriteMode.DUAL));
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final UnaryOperator<TracingOptions> tracing;
    private @Nullable LangfuseClient client;

    Lab() {
        this(options -> options);
    }

    Lab(UnaryOperator<TracingOptions> tracing) {
        this.tracing = tracing;
    }

    LangfuseClient client() {
        return Objects.requireNonNull(client);
    }

    ExperimentClient experiments() {
        return client().experiments();
    }

    EmbeddedLangfuse server() {
        return platform.server();
    }

    /** Another client of the same platform, whose spans come here too. */
    LangfuseClient another() {
        return another(options -> {});
    }

    LangfuseClient another(Consumer<TracingOptions> more) {
        return platform.client(builder -> builder.scoreQueue(queue -> queue.maxBatch(1_000))
                .tracing(options -> more.accept(tracing.apply(options.exporter(exporter)))));
    }

    List<SpanData> spans() {
        client().tracing().flush().block(LIMIT);
        return exporter.getFinishedSpanItems();
    }

    List<SpanData> spans(String name) {
        return spans().stream().filter(span -> span.getName().equals(name)).toList();
    }

    SpanData span(String name) {
        List<SpanData> named = spans(name);
        assertThat(named).as("spans named " + name).hasSize(1);
        return named.get(0);
    }

    static @Nullable String text(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringKey(attribute));
    }

    static @Nullable Long number(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.longKey(attribute));
    }

    /** The scores on the platform, each as its JSON. */
    List<Map<String, Object>> scores() {
        client().scores().flush().block(LIMIT);
        return Objects.requireNonNull(client().api()
                .exchange(ApiRequest.get("/api/public/v3/scores")
                        .query("fields", "core,details,subject")
                        .query("limit", 100)
                        .build())
                .mapNotNull(answer -> answer.at("/data").as(new TypeRef<List<Map<String, Object>>>() {}))
                .block(LIMIT));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        platform.beforeEach(context);
        client = another();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        long open = client().tracing().metrics().open();
        platform.afterEach(context);
        assertThat(open).as("open observations").isZero();
    }
}
