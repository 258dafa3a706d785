package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.reactor.LangfuseClient;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Tracing as a user of the client has it. */
class ClientTracingTests {

    @Test
    void client_traces_exportsUntilItIsDisposedOf() {
        CountingExporter exporter = new CountingExporter();
        LangfuseClient client = LangfuseClient.builder()
                .publicKey("pk")
                .secretKey("sk")
                .environmentVariables(Map.of("LANGFUSE_TRACING_ENVIRONMENT", "staging")::get)
                .tracing(options -> options.exporter(exporter))
                .build();
        StepVerifier.create(client.tracing().observe("s", o -> Mono.just(1)))
                .expectNext(1)
                .verifyComplete();
        client.disposeLater().block(Traces.LIMIT);
        assertThat(client.tracing().metrics().exported()).isEqualTo(1);
        assertThat(exporter.shutDown).isTrue();
        StepVerifier.create(client.tracing().observe("late", o -> Mono.just(o.isRecording())))
                .expectNext(false)
                .verifyComplete();
    }

    @Test
    void client_withoutKeys_runsTheWorkAndWarnsOnce() {
        try (Logs logs = Logs.capture();
                LangfuseClient client = LangfuseClient.builder()
                        .environmentVariables(name -> null)
                        .build()) {
            StepVerifier.create(client.tracing().observe("s", o -> Mono.just(1)).repeat(2))
                    .expectNext(1, 1, 1)
                    .verifyComplete();
            assertThat(logs.warnings()).hasSize(1);
        }
    }

    @Test
    void client_variableNotUnderstood_failsToBuild() {
        assertThatThrownBy(() -> LangfuseClient.builder()
                        .environmentVariables(Map.of("LANGFUSE_SAMPLE_RATE", "lots")::get)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LANGFUSE_SAMPLE_RATE");
    }

    private static final class CountingExporter implements io.opentelemetry.sdk.trace.export.SpanExporter {
        private final InMemorySpanExporter delegate = InMemorySpanExporter.create();
        private volatile boolean shutDown;

        @Override
        public io.opentelemetry.sdk.common.CompletableResultCode export(
                java.util.Collection<io.opentelemetry.sdk.trace.data.SpanData> spans) {
            return delegate.export(spans);
        }

        @Override
        public io.opentelemetry.sdk.common.CompletableResultCode flush() {
            return delegate.flush();
        }

        @Override
        public io.opentelemetry.sdk.common.CompletableResultCode shutdown() {
            shutDown = true;
            return delegate.shutdown();
        }
    }
}
