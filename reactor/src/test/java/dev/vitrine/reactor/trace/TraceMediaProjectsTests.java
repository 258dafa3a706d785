package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentType;
import dev.vitrine.embedded.EmbeddedLangfuse;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationSpec;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two projects in a process, and an application's own OpenTelemetry. */
class TraceMediaProjectsTests {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder = Path.of("unset");

    private final List<EmbeddedLangfuse> servers = new ArrayList<>();
    private final List<LangfuseClient> clients = new ArrayList<>();

    @AfterEach
    void stop() {
        clients.forEach(client -> client.disposeLater().block(LIMIT));
        servers.forEach(server -> server.disposeLater().block(LIMIT));
    }

    private EmbeddedLangfuse server() {
        EmbeddedLangfuse server =
                Objects.requireNonNull(EmbeddedLangfuse.start().block(LIMIT));
        servers.add(server);
        return server;
    }

    private LangfuseClient client(EmbeddedLangfuse server, Consumer<TracingOptions> options) {
        LangfuseClient client = LangfuseClient.builder()
                .environmentVariables(name -> null)
                .baseUrl(server.baseUrl())
                .publicKey(server.publicKey())
                .secretKey(server.secretKey())
                .tracing(options)
                .shutdownTimeout(Duration.ofMillis(500)) // the application may have shut its own SDK down before
                .traceMedia(media -> media.persistentSpool(folder).spoolAfterBytes(0))
                .build();
        clients.add(client);
        return client;
    }

    private static Media image(int number) {
        return Media.ofBytes(new byte[] {1, 2, (byte) number}, ContentType.IMAGE_PNG);
    }

    @Test
    void twoClients_sharingASpool_uploadToTheirOwnProject() {
        EmbeddedLangfuse first = server();
        EmbeddedLangfuse second = server();
        for (EmbeddedLangfuse server : servers) {
            LangfuseClient client = client(server, options -> options.exporter(InMemorySpanExporter.create()));
            int number = servers.indexOf(server);
            for (int i = 0; i <= number; i++) {
                client.tracing()
                        .startIn(Context.root(), ObservationSpec.span("s").input(image(10 * number + i)))
                        .end();
            }
        }
        clients.forEach(client -> client.tracing().flush().block(LIMIT));
        assertThat(first.storage().objectCount()).isEqualTo(1);
        assertThat(second.storage().objectCount()).isEqualTo(2);
        assertThat(first.traceLinks()).hasSize(1);
        assertThat(second.traceLinks()).hasSize(2);
    }

    @Test
    void ownOpenTelemetry_mediaAreUploadedToo() {
        EmbeddedLangfuse server = server();
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        LangfuseSpanProcessor processor = LangfuseSpanProcessor.builder(server.publicKey(), server.secretKey())
                .baseUrl(server.baseUrl())
                .exporter(exporter)
                .build();
        try (SdkTracerProvider provider =
                SdkTracerProvider.builder().addSpanProcessor(processor).build()) {
            LangfuseClient client = client(
                    server,
                    options -> options.openTelemetry(
                            OpenTelemetrySdk.builder()
                                    .setTracerProvider(provider)
                                    .build(),
                            processor));
            client.tracing()
                    .startIn(Context.root(), ObservationSpec.generation("s").input(image(1)))
                    .end();
            client.tracing().flush().block(LIMIT);
            SpanData span = exporter.getFinishedSpanItems().get(0);
            assertThat(Traces.text(span, LangfuseAttributes.OBSERVATION_INPUT)).startsWith("@@@langfuseMedia:");
            assertThat(server.traceLinks())
                    .singleElement()
                    .satisfies(link -> assertThat(link.traceId()).isEqualTo(span.getTraceId()));
        }
    }
}
