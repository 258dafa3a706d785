package dev.vitrine.reactor.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.http.VitrineVersion;
import dev.vitrine.trace.LangfuseAttributes;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** From an ended span to the platform: a provider of this client's own, or the application's processor. */
@CheckReturnValue
final class SpanPipeline {
    private static final Logger log = LoggerFactory.getLogger(Tracing.class);
    private static final int MAX_ATTRIBUTES = 1_000; // metadata are an attribute an entry

    private static final int REPETITIONS = 20;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final LangfuseSpanProcessor processor;
    private final @Nullable SdkTracerProvider provider;
    private final Scheduler timer;
    private final Mono<Void> stopped;

    private SpanPipeline(LangfuseSpanProcessor processor, @Nullable SdkTracerProvider provider, Scheduler timer) {
        this.processor = processor;
        this.provider = provider;
        this.timer = timer;
        this.stopped = (provider == null ? flush() : flush().then(completed(provider::shutdown))).cache();
    }

    /** The application's processor, which stays its to shut down. */
    static SpanPipeline of(LangfuseSpanProcessor processor, Scheduler timer) {
        return new SpanPipeline(processor, null, timer);
    }

    /** A provider that is seen by nobody else. */
    static SpanPipeline own(String publicKey, String secretKey, TracingSettings settings, TracingHost host) {
        ExportSettings export = new ExportSettings(
                OtlpExport.url(host.baseUrl(), settings.exportPath()),
                OtlpExport.headers(publicKey, secretKey, VitrineVersion.current(), host.headers()),
                Math.min(settings.flushAt(), settings.maxQueuedSpans()),
                settings.flushInterval(),
                host.timeout(),
                settings.maxQueuedSpans(),
                settings.maxQueuedCharacters(),
                settings.exportMask());
        SpanExporter given = settings.exporter();
        LangfuseSpanProcessor processor = new LangfuseSpanProcessor(
                publicKey, true, span -> true, export, given != null ? given : OtlpExport.exporter(export));
        SdkTracerProviderBuilder builder = SdkTracerProvider.builder()
                .setSampler(new TraceIdSampler(settings.sampling()))
                .setResource(resource(settings))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxNumberOfAttributes(MAX_ATTRIBUTES)
                        .build())
                .addSpanProcessor(processor);
        if (settings.idGenerator() != null) {
            builder.setIdGenerator(settings.idGenerator());
        }
        return new SpanPipeline(processor, builder.build(), host.timer());
    }

    private static Resource resource(TracingSettings settings) {
        AttributesBuilder attributes = Attributes.builder();
        if (settings.environment() != null) {
            attributes.put(LangfuseAttributes.ENVIRONMENT, settings.environment());
        }
        if (settings.release() != null) {
            attributes.put(LangfuseAttributes.RELEASE, settings.release());
        }
        return Resource.getDefault().merge(Resource.create(attributes.build()));
    }

    TracerProvider tracers() {
        return Objects.requireNonNull(provider, "provider");
    }

    boolean isCrowded() {
        return processor.isCrowded();
    }

    TracingMetrics metrics(long started, long ended) {
        return processor.metrics(started, ended);
    }

    /**
     * Repeated until what was queued before has left the queue: the batch processor lets a flush join one that is under
     * way, which may have begun before the last spans ended. What its exporter does not answer for counts as given up.
     */
    Mono<Void> flush() {
        return Mono.defer(() -> {
            long wanted = processor.queued();
            return completed(processor::forceFlush)
                    .then(Mono.fromSupplier(() -> processor.settled() >= wanted))
                    .filter(done -> done)
                    .repeatWhenEmpty(REPETITIONS, times -> times.delayElements(PAUSE, timer))
                    .onErrorComplete(IllegalStateException.class)
                    .then();
        });
    }

    Mono<Void> flush(Duration timeout) {
        return flush().timeout(Options.requirePositive(timeout, "timeout"), timer);
    }

    /** Flushes and stops within {@code limit}; what is not delivered then is given up. Runs once. */
    Mono<Void> shutdown(Duration limit) {
        return stopped.timeout(limit, timer).onErrorResume(e -> {
            log.warn("Spans could not all be exported within {} of shutting down", limit);
            return Mono.empty();
        });
    }

    /** What an action of the SDK gives, whether it succeeded or not. It may wait for a lock, and so runs elsewhere. */
    private static Mono<Void> completed(Supplier<CompletableResultCode> action) {
        return Mono.<Void>create(sink -> {
                    CompletableResultCode result = action.get();
                    result.whenComplete(sink::success);
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
