package dev.vitrine.reactor.trace;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** OpenTelemetry's own exporter and batch processor, set up for the platform. */
final class OtlpExport {
    private static final String SDK = "vitrine";
    private static final Duration LONGEST_PAUSES = Duration.ofSeconds(30);

    private OtlpExport() {}

    /** Made at the first export, on the batch processor's thread: the JDK's HTTP client starts a thread and reads files. */
    static SpanExporter exporter(ExportSettings settings) {
        return AddressedExporter.isFor(settings.url())
                ? new AddressedExporter(URI.create(settings.url()), url -> otlp(url, settings), InetAddress::getByName)
                : new LazyExporter(() -> otlp(settings.url(), settings));
    }

    private static SpanExporter otlp(String url, ExportSettings settings) {
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(url)
                .setCompression("gzip")
                .setTimeout(settings.timeout())
                .setConnectTimeout(settings.timeout())
                .setRetryPolicy(retry(settings.timeout()));
        settings.headers().forEach(builder::addHeader);
        return builder.build();
    }

    static BatchSpanProcessor batches(SpanExporter exporter, ExportSettings settings) {
        return BatchSpanProcessor.builder(exporter)
                .setMaxExportBatchSize(settings.batch())
                // The ledger before it is the bound; what is being sent has left this queue and still counts there
                .setMaxQueueSize(Math.max(settings.maxSpans(), settings.batch()))
                .setScheduleDelay(settings.interval())
                // The exporter has its own limit; giving up before it would let a flush end while spans are on their
                // way
                .setExporterTimeout(settings.timeout().plus(LONGEST_PAUSES))
                .build();
    }

    /** OpenTelemetry's own policy, with pauses that fit into the timeout. */
    private static RetryPolicy retry(Duration timeout) {
        RetryPolicy standard = RetryPolicy.getDefault();
        return standard.toBuilder()
                .setInitialBackoff(shorter(standard.getInitialBackoff(), timeout.dividedBy(10)))
                .setMaxBackoff(shorter(standard.getMaxBackoff(), timeout.dividedBy(2)))
                .build();
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** The headers of the platform's contract, under those of the user. */
    static Map<String, String> headers(
            String publicKey, String secretKey, String version, Map<String, String> additional) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String credentials = publicKey + ":" + secretKey;
        headers.put(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        headers.put("x-langfuse-sdk-name", SDK);
        headers.put("x-langfuse-sdk-version", version);
        headers.put("x-langfuse-public-key", publicKey);
        headers.put("x-langfuse-ingestion-version", "4"); // visible within seconds instead of minutes
        headers.putAll(additional);
        return new LinkedHashMap<>(headers);
    }

    static String url(String baseUrl, String path) {
        String base = baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl;
        return base + (path.startsWith("/") ? "" : "/") + path;
    }
}
