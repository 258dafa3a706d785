package dev.vitrine.reactor.trace;

import dev.vitrine.trace.TraceSampling;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings of tracing, handed to a lambda. What is not set here is taken from the variable that is named, then from the
 * default. Mutable and not thread-safe.
 */
public final class TracingOptions {
    @Nullable
    Boolean enabled;

    @Nullable
    String environment;

    @Nullable
    String release;

    @Nullable
    Double sampleRate;

    @Nullable
    Integer flushAt;

    @Nullable
    Duration flushInterval;

    @Nullable
    String exportPath;

    @Nullable
    Boolean captureIo;

    @Nullable
    MaskFunction mask;

    @Nullable
    SpanMaskFunction exportMask;

    @Nullable
    OpenTelemetry openTelemetry;

    @Nullable
    LangfuseSpanProcessor processor;

    @Nullable
    IdGenerator idGenerator;

    @Nullable
    SpanExporter exporter;

    int maxQueuedSpans = ExportSettings.DEFAULT_MAX_SPANS;
    long maxQueuedCharacters = ExportSettings.DEFAULT_MAX_CHARACTERS;
    TraceMedia media = TraceMedia.NONE;

    TracingOptions() {}

    /** Settings from variables and defaults alone: where to start. */
    public static TracingOptions create() {
        return new TracingOptions();
    }

    /** {@code LANGFUSE_TRACING_ENABLED}, off for {@code false} only. Off, all work runs as it is. */
    public TracingOptions enabled(boolean enabled) {
        this.enabled = enabled;
        return this;
    }

    /**
     * {@code LANGFUSE_TRACING_ENVIRONMENT}: at most 40 lower-case letters, digits, hyphens and underscores, not starting
     * with {@code langfuse}. Another is left out with a warning.
     */
    public TracingOptions environment(String environment) {
        this.environment = Objects.requireNonNull(environment, "environment");
        return this;
    }

    /** {@code LANGFUSE_RELEASE}, then the first variable of a known build system that holds a commit. */
    public TracingOptions release(String release) {
        this.release = Objects.requireNonNull(release, "release");
        return this;
    }

    /**
     * {@code LANGFUSE_SAMPLE_RATE}: which part of the traces is kept, 0.0 to 1.0; all by default. The trace's id decides,
     * as in every client of the platform.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public TracingOptions sampleRate(double rate) {
        this.sampleRate = TraceSampling.of(rate).rate();
        return this;
    }

    /** {@code LANGFUSE_FLUSH_AT}: spans of one export; 512 by default. */
    public TracingOptions flushAt(int spans) {
        this.flushAt = Options.requirePositive(spans, "flushAt");
        return this;
    }

    /** {@code LANGFUSE_FLUSH_INTERVAL}, in seconds: the longest a span waits for its batch to fill; 5 s by default. */
    public TracingOptions flushInterval(Duration interval) {
        this.flushInterval = Options.requirePositive(interval, "flushInterval");
        return this;
    }

    /** {@code LANGFUSE_OTEL_TRACES_EXPORT_PATH}: the path of the OTLP endpoint below the base URL. */
    public TracingOptions exportPath(String path) {
        this.exportPath = Objects.requireNonNull(path, "exportPath");
        return this;
    }

    /**
     * {@code LANGFUSE_OBSERVE_DECORATOR_IO_CAPTURE_ENABLED}, off for {@code false} and {@code 0}: whether wrapped
     * functions' arguments and results become input and output.
     */
    public TracingOptions captureIo(boolean capture) {
        this.captureIo = capture;
        return this;
    }

    /** Takes out what must not leave the process. */
    public TracingOptions mask(MaskFunction mask) {
        this.mask = Objects.requireNonNull(mask, "mask");
        return this;
    }

    /**
     * Takes out of whole spans what must not leave the process, when they are exported. Of the private provider's spans; a
     * {@link LangfuseSpanProcessor} has one of its own.
     */
    public TracingOptions exportMask(SpanMaskFunction mask) {
        this.exportMask = Objects.requireNonNull(mask, "exportMask");
        return this;
    }

    /** Spans that may wait for export, those under way included; 8,192 by default. Beyond, they are dropped. */
    public TracingOptions maxQueuedSpans(int spans) {
        this.maxQueuedSpans = Options.requirePositive(spans, "maxQueuedSpans");
        return this;
    }

    /** Characters of their attributes that may wait for export; 64 Mi by default. Beyond, they are dropped. */
    public TracingOptions maxQueuedCharacters(long characters) {
        this.maxQueuedCharacters = Options.requirePositive(characters, "maxQueuedCharacters");
        return this;
    }

    /**
     * The application's own OpenTelemetry in place of a private one, with the processor that is registered there. Its
     * sampler decides, and it stays the application's to shut down; flushing the client flushes the processor.
     */
    public TracingOptions openTelemetry(OpenTelemetry openTelemetry, LangfuseSpanProcessor processor) {
        this.openTelemetry = Objects.requireNonNull(openTelemetry, "openTelemetry");
        this.processor = Objects.requireNonNull(processor, "processor");
        return this;
    }

    /** Makes the ids of the private provider's spans, for tests. */
    public TracingOptions idGenerator(IdGenerator generator) {
        this.idGenerator = Objects.requireNonNull(generator, "idGenerator");
        return this;
    }

    /** Sends the private provider's spans in place of the OTLP exporter, for tests. Shut down with the client. */
    public TracingOptions exporter(SpanExporter exporter) {
        this.exporter = Objects.requireNonNull(exporter, "exporter");
        return this;
    }

    /** Replaces media in trace data; the client's own by default. */
    TracingOptions media(TraceMedia media) {
        this.media = media;
        return this;
    }

    /**
     * With what is not set taken from outside.
     *
     * @param variables looks a variable up, null for none
     * @throws IllegalArgumentException if a variable cannot be understood; the message names it
     */
    TracingSettings resolve(Function<String, @Nullable String> variables) {
        return TracingSettings.resolve(this, new TracingVariables(variables));
    }

    /** Without any value. */
    @Override
    public String toString() {
        return "TracingOptions";
    }
}
