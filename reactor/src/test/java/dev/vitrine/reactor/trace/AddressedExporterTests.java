package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

class AddressedExporterTests {
    private static final URI WEB = URI.create("http://langfuse_web:3000/base/otel");
    private final List<String> urls = new ArrayList<>();
    private final List<InMemorySpanExporter> made = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "http://langfuse_web:3000/x, true",
        "https://langfuse_web/x, false",
        "http://langfuse-web:3000/x, false",
        "http://10.0.0.7/x, false",
        "http://a b, false",
        "nothing, false"
    })
    void isFor_namesThatTheJdkRefuses(String url, boolean expected) {
        assertThat(AddressedExporter.isFor(url)).isEqualTo(expected);
    }

    @Test
    void otlp_toANameWithUnderscore_arrives() throws Exception {
        try (MockWebServer server = new MockWebServer()) {
            server.enqueue(new MockResponse.Builder().code(200).build());
            server.start();
            AddressedExporter exporter = new AddressedExporter(
                    URI.create("http://langfuse_web:" + server.getPort() + "/base/otel"),
                    url -> OtlpHttpSpanExporter.builder()
                            .setEndpoint(url)
                            .addHeader("Authorization", "Basic x")
                            .build(),
                    host -> InetAddress.getByName(server.getHostName()));

            CompletableResultCode result = exporter.export(spans());
            assertThat(result.join(20, TimeUnit.SECONDS).isSuccess()).isTrue();

            RecordedRequest request = Objects.requireNonNull(server.takeRequest(10, TimeUnit.SECONDS));
            assertThat(request.getTarget()).isEqualTo("/base/otel");
            assertThat(request.getHeaders().get("Authorization")).isEqualTo("Basic x");
            exporter.shutdown().join(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void host_moves_theNextExportFollows() throws Exception {
        String[] address = {"10.0.0.1"};
        AddressedExporter exporter = new AddressedExporter(WEB, this::make, host -> InetAddress.getByName(address[0]));
        assertThat(exporter.flush().isSuccess()).isTrue();
        List<SpanData> spans = spans();

        exporter.export(spans);
        exporter.export(spans);
        address[0] = "fd00::7";
        exporter.export(spans);

        assertThat(urls)
                .containsExactly("http://10.0.0.1:3000/base/otel", "http://[fd00:0:0:0:0:0:0:7]:3000/base/otel");
        assertThat(made.get(0).export(spans).isSuccess())
                .as("the first is shut down")
                .isFalse();
        assertThat(made.get(1).getFinishedSpanItems()).hasSize(1);
        assertThat(exporter.shutdown().isSuccess()).isTrue();
    }

    @Test
    void host_isNotKnown_failsTheBatchAlone() {
        boolean[] known = {false};
        AddressedExporter exporter = new AddressedExporter(WEB, this::make, host -> {
            if (!known[0]) {
                throw new UnknownHostException(host);
            }
            return InetAddress.getLoopbackAddress();
        });
        try (Logs logs = Logs.capture()) {
            assertThat(exporter.export(spans()).isSuccess()).isFalse();
            assertThat(logs.warnings()).singleElement().asString().contains("langfuse_web is not known");
        }
        known[0] = true;
        assertThat(exporter.export(spans()).isSuccess()).isTrue();
    }

    private SpanExporter make(String url) {
        urls.add(url);
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        made.add(exporter);
        return exporter;
    }

    private static List<SpanData> spans() {
        try (Traces traces = Traces.create()) {
            traces.tracing().observe("s", o -> Mono.just(1)).block(Traces.LIMIT);
            return List.copyOf(traces.spans());
        }
    }
}
