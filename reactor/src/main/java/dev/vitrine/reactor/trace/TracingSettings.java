package dev.vitrine.reactor.trace;

import dev.vitrine.trace.Environments;
import dev.vitrine.trace.TraceSampling;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What tracing runs with, once all settings are known. */
record TracingSettings(
        boolean enabled,
        @Nullable String environment,
        @Nullable String release,
        TraceSampling sampling,
        int flushAt,
        Duration flushInterval,
        String exportPath,
        boolean captureIo,
        @Nullable MaskFunction mask,
        @Nullable SpanMaskFunction exportMask,
        int maxQueuedSpans,
        long maxQueuedCharacters,
        TraceMedia media,
        @Nullable OpenTelemetry openTelemetry,
        @Nullable LangfuseSpanProcessor processor,
        @Nullable IdGenerator idGenerator,
        @Nullable SpanExporter exporter) {
    private static final Logger log = LoggerFactory.getLogger(Tracing.class);

    static TracingSettings resolve(TracingOptions options, TracingVariables variables) {
        if (variables.openTelemetryDisabled()) {
            log.warn("OTEL_SDK_DISABLED is set; it turns OpenTelemetry's global SDK off, not this client's tracing");
        }
        double rate = options.sampleRate != null ? options.sampleRate : variables.sampleRate();
        if (rate < 1 && options.openTelemetry != null) {
            log.warn("The sample rate {} has no effect: the sampler of the OpenTelemetry that was given decides", rate);
        }
        if (options.exportMask != null && options.openTelemetry != null) {
            log.warn("The export mask has no effect on the OpenTelemetry that was given; set it on its span processor");
        }
        return new TracingSettings(
                options.enabled != null ? options.enabled : variables.enabled(),
                environment(options.environment != null ? options.environment : variables.environment()),
                options.release != null ? options.release : variables.release(),
                TraceSampling.of(rate),
                options.flushAt != null ? options.flushAt : variables.flushAt(),
                Objects.requireNonNullElseGet(options.flushInterval, variables::flushInterval),
                Objects.requireNonNullElseGet(options.exportPath, variables::exportPath),
                options.captureIo != null ? options.captureIo : variables.captureIo(),
                options.mask,
                options.exportMask,
                options.maxQueuedSpans,
                options.maxQueuedCharacters,
                options.media,
                options.openTelemetry,
                options.processor,
                options.idGenerator,
                options.exporter);
    }

    private static @Nullable String environment(@Nullable String name) {
        if (name == null || Environments.isValid(name)) {
            return name;
        }
        log.warn(
                "The environment of {} characters is not valid and left out: it must be 1 to 40 lower-case letters,"
                        + " digits, '-' and '_', and not start with langfuse",
                name.length());
        return null;
    }
}
