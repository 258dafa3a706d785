package dev.vitrine.reactor.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.http.VitrineVersion;
import dev.vitrine.reactor.transfer.BackgroundUploads;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** What the client needs of tracing. Not for users, who have {@link Tracing}. */
@CheckReturnValue
public final class TracingFacet {
    private static final Logger log = LoggerFactory.getLogger(Tracing.class);

    private final TracingSettings settings;
    private final TracingHost host;
    private volatile @Nullable Built built;
    private volatile boolean closed;

    private TracingFacet(TracingSettings settings, TracingHost host) {
        this.settings = settings;
        this.host = host;
    }

    /** @param delivery null where tracing is off */
    private record Built(Tracing tracing, @Nullable TraceDelivery delivery) {}

    /**
     * Tracing by these options; off without keys, of which the client warns, and with one warning if it is set so. Does no I/O, and starts no thread before it is used.
     *
     * @throws IllegalArgumentException if a variable cannot be understood; the message names it
     */
    public static TracingFacet create(TracingOptions options, TracingHost host) {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(host, "host");
        TracingSettings settings = options.resolve(host.variables());
        if (host.publicKey() == null || host.secretKey() == null) {
            log.debug("Tracing is off: the client has no keys"); // of which it has warned
        } else if (!settings.enabled()) {
            log.warn("Tracing is off: LANGFUSE_TRACING_ENABLED or enabled(false) says so");
        }
        return new TracingFacet(settings, host);
    }

    private Built build() {
        String publicKey = host.publicKey();
        String secretKey = host.secretKey();
        return publicKey == null || secretKey == null || !settings.enabled()
                ? new Built(off(), null)
                : build(publicKey, secretKey, settings, host);
    }

    private Tracing off() {
        boolean hasKeys = host.publicKey() != null && host.secretKey() != null;
        return new DisabledTracing(hasKeys ? new TraceUrls(host.baseUrl(), host.projectId()) : null);
    }

    private static Built build(String publicKey, String secretKey, TracingSettings settings, TracingHost host) {
        OpenTelemetry given = settings.openTelemetry();
        LangfuseSpanProcessor processor = settings.processor();
        SpanPipeline pipeline = given != null && processor != null
                ? SpanPipeline.of(processor, host.timer())
                : SpanPipeline.own(publicKey, secretKey, settings, host);
        TracerProvider tracers = given != null ? given.getTracerProvider() : pipeline.tracers();
        BackgroundTraceMedia media = settings.media() == TraceMedia.NONE ? media(host) : null;
        TracingCore core = new TracingCore(
                tracers.tracerBuilder(SpanFilters.OWN_SCOPE)
                        .setInstrumentationVersion(VitrineVersion.current())
                        .build(),
                new TracingCore.Identity(publicKey, settings.environment(), settings.release(), given == null),
                media != null ? media : settings.media(),
                settings.mask(),
                host.clock(),
                new LeftMedia(media == null));
        TraceUrls urls = new TraceUrls(host.baseUrl(), host.projectId());
        TraceDelivery delivery = new TraceDelivery(core, pipeline, media, host.timer());
        return new Built(new DefaultTracing(core, delivery, urls, settings.captureIo()), delivery);
    }

    /** With what an earlier run has left on its way already; null where uploads are off. */
    private static @Nullable BackgroundTraceMedia media(TracingHost host) {
        Supplier<BackgroundUploads> uploads = host.media().uploads();
        if (uploads == null) {
            return null;
        }
        BackgroundUploads queue = uploads.get();
        queue.recover();
        return new BackgroundTraceMedia(
                queue, host.media().deadline(), host.media().limits(), host.timer());
    }

    public Tracing tracing() {
        Built known = built;
        return known != null ? known.tracing() : first();
    }

    /** What experiments need besides. */
    public ExperimentTracing experiments() {
        Tracing tracing = tracing();
        Built known = built;
        return known == null
                ? new ExperimentTracing(tracing, null)
                : new ExperimentTracing(known.tracing(), known.delivery());
    }

    /** False where a setting or variable switched tracing off; scores are off with it. */
    public boolean isEnabled() {
        return settings.enabled();
    }

    /** Whether the two were set up alike. */
    public boolean isSetUpLike(TracingFacet other) {
        return settings.equals(other.settings);
    }

    /** What an operator wants to know of it, in a few words. */
    public String summary() {
        return settings.enabled()
                ? "on at sample rate " + settings.sampling().rate() + " for environment "
                        + Objects.requireNonNullElse(settings.environment(), "default")
                : "off";
    }

    /** The environment of everything that has none of its own. */
    public @Nullable String environment() {
        return settings.environment();
    }

    /** Whether the spans of this trace are sampled. */
    public boolean keeps(String traceId) {
        return settings.sampling().keeps(traceId);
    }

    private synchronized Tracing first() {
        Built known = built;
        if (known == null) {
            if (closed) {
                return off();
            }
            known = build();
            built = known;
        }
        return known.tracing();
    }

    /**
     * Flushes within {@code limit}, then stops for good: what is observed afterwards is not recorded, with one warning.
     * Never fails; each call completes when the first has done its work.
     */
    public Mono<Void> shutdown(Duration limit) {
        Options.requirePositive(limit, "limit");
        return Mono.defer(() -> {
            TraceDelivery delivery = delivery(close());
            return delivery == null ? Mono.empty() : delivery.shutdownSpans(limit);
        });
    }

    /** After {@link #shutdown}, and what else has to go first: uploads the media that wait, within {@code limit}. Never fails. */
    public Mono<Void> shutdownMedia(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return Mono.defer(() -> {
            TraceDelivery delivery = delivery(close());
            return delivery == null ? Mono.empty() : delivery.shutdownMedia(limit);
        });
    }

    private static @Nullable TraceDelivery delivery(@Nullable Built built) {
        return built == null ? null : built.delivery();
    }

    private synchronized @Nullable Built close() {
        closed = true;
        return built;
    }
}
