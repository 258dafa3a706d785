package dev.vitrine.reactor.trace;

import dev.vitrine.reactor.http.VitrineVersion;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Settings of a {@link LangfuseSpanProcessor}. Mutable and not thread-safe. */
public final class LangfuseSpanProcessorBuilder {
    private final String publicKey;
    private final String secretKey;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String baseUrl = "https://cloud.langfuse.com";
    private String path = ExportSettings.DEFAULT_PATH;
    private Predicate<ReadableSpan> filter = SpanFilters.languageModels();
    private int batch = ExportSettings.DEFAULT_BATCH;
    private Duration interval = ExportSettings.DEFAULT_INTERVAL;
    private Duration timeout = ExportSettings.DEFAULT_TIMEOUT;
    private int maxSpans = ExportSettings.DEFAULT_MAX_SPANS;
    private long maxCharacters = ExportSettings.DEFAULT_MAX_CHARACTERS;
    private @Nullable SpanExporter exporter;
    private @Nullable SpanMaskFunction exportMask;

    LangfuseSpanProcessorBuilder(String publicKey, String secretKey) {
        this.publicKey = Objects.requireNonNull(publicKey, "publicKey");
        this.secretKey = Objects.requireNonNull(secretKey, "secretKey");
    }

    /** {@code https://cloud.langfuse.com} by default. */
    public LangfuseSpanProcessorBuilder baseUrl(String url) {
        this.baseUrl = Objects.requireNonNull(url, "baseUrl");
        return this;
    }

    /** The path of the OTLP endpoint below the base URL. */
    public LangfuseSpanProcessorBuilder exportPath(String path) {
        this.path = Objects.requireNonNull(path, "exportPath");
        return this;
    }

    /** A header of each export, in place of a default one of that name. */
    public LangfuseSpanProcessorBuilder header(String name, String value) {
        headers.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /** Which spans are exported; {@link SpanFilters#languageModels()} by default. */
    public LangfuseSpanProcessorBuilder filter(Predicate<ReadableSpan> filter) {
        this.filter = Objects.requireNonNull(filter, "filter");
        return this;
    }

    /** Spans of one export; 512 by default. */
    public LangfuseSpanProcessorBuilder flushAt(int spans) {
        this.batch = Options.requirePositive(spans, "flushAt");
        return this;
    }

    /** The longest a span waits for its batch to fill; 5 s by default. */
    public LangfuseSpanProcessorBuilder flushInterval(Duration interval) {
        this.interval = Options.requirePositive(interval, "flushInterval");
        return this;
    }

    /** The longest time of an export with its repetitions; 10 s by default. */
    public LangfuseSpanProcessorBuilder timeout(Duration timeout) {
        this.timeout = Options.requirePositive(timeout, "timeout");
        return this;
    }

    /** Spans that may wait for export, those under way included; 8,192 by default. */
    public LangfuseSpanProcessorBuilder maxQueuedSpans(int spans) {
        this.maxSpans = Options.requirePositive(spans, "maxQueuedSpans");
        return this;
    }

    /** Characters of their attributes that may wait for export; 64 Mi by default. */
    public LangfuseSpanProcessorBuilder maxQueuedCharacters(long characters) {
        this.maxCharacters = Options.requirePositive(characters, "maxQueuedCharacters");
        return this;
    }

    /** Takes out of the spans, whoever made them, what must not leave the process. */
    public LangfuseSpanProcessorBuilder exportMask(SpanMaskFunction mask) {
        this.exportMask = Objects.requireNonNull(mask, "exportMask");
        return this;
    }

    /** Sends the spans in place of the OTLP exporter, for tests. It is shut down with the processor. */
    public LangfuseSpanProcessorBuilder exporter(SpanExporter exporter) {
        this.exporter = Objects.requireNonNull(exporter, "exporter");
        return this;
    }

    public LangfuseSpanProcessor build() {
        ExportSettings settings = new ExportSettings(
                OtlpExport.url(baseUrl, path),
                OtlpExport.headers(publicKey, secretKey, VitrineVersion.current(), headers),
                Math.min(batch, maxSpans),
                interval,
                timeout,
                maxSpans,
                maxCharacters,
                exportMask);
        SpanExporter target = exporter != null ? exporter : OtlpExport.exporter(settings);
        return new LangfuseSpanProcessor(publicKey, false, filter, settings, target);
    }

    /** Without keys and headers. */
    @Override
    public String toString() {
        return "LangfuseSpanProcessorBuilder";
    }
}
