package dev.vitrine.reactor;

import dev.vitrine.reactor.media.MediaFacet;
import dev.vitrine.reactor.prompt.PromptSettings;
import dev.vitrine.reactor.score.CurrentTrace;
import dev.vitrine.reactor.score.ScoreSettings;
import dev.vitrine.reactor.trace.LangfuseContext;
import dev.vitrine.reactor.trace.TraceMediaHost;
import dev.vitrine.reactor.trace.TracingFacet;
import dev.vitrine.reactor.transfer.BackgroundSettings;
import dev.vitrine.reactor.transfer.BackgroundUploads;
import dev.vitrine.score.ScoreQueueOptions;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/** What the score and prompt facets are given. */
record FacetSettings(ScoreQueueOptions scoreQueue, Duration promptTimeToLive) {
    private static final Duration PROMPTS_ARE_FRESH = Duration.ofSeconds(60);

    static FacetSettings resolve(
            Consumer<ScoreQueueOptions.Builder> scoreQueue,
            @Nullable Duration promptTimeToLive,
            Duration shutdownTimeout,
            Environment environment) {
        ScoreQueueOptions.Builder queue = ScoreQueueOptions.builder().shutdownTimeout(shutdownTimeout);
        Integer flushAt = environment.number("LANGFUSE_FLUSH_AT", 1);
        if (flushAt != null) {
            queue.maxBatch(flushAt);
        }
        Duration interval = environment.fractionalSeconds("LANGFUSE_FLUSH_INTERVAL");
        if (interval != null) {
            queue.maxDelay(interval);
        }
        Integer batchBytes = environment.number("LANGFUSE_MAX_BATCH_SIZE_BYTES", 1);
        if (batchBytes != null) {
            queue.maxBatchBytes(batchBytes);
        }
        scoreQueue.accept(queue);
        Integer seconds = environment.number("LANGFUSE_PROMPT_CACHE_DEFAULT_TTL_SECONDS", 0);
        Duration outside = seconds == null ? PROMPTS_ARE_FRESH : Duration.ofSeconds(seconds);
        return new FacetSettings(queue.build(), promptTimeToLive == null ? outside : promptTimeToLive);
    }

    /** Scores go with the spans of their trace: the same environment, and sent only where these are. */
    ScoreSettings scores(ClientSettings client, TracingFacet tracing, long random) {
        ScoreSettings.Builder builder = ScoreSettings.builder()
                .queue(scoreQueue)
                .environment(tracing.environment())
                .sampled(tracing::keeps)
                .current(FacetSettings::current)
                .timer(client.scheduler())
                .clock(client.clock())
                .random(random);
        if (client.publicKey() != null) {
            builder.publicKey(client.publicKey());
        }
        return builder.build();
    }

    private static Optional<CurrentTrace> current(ContextView view) {
        SpanContext span = Span.fromContext(LangfuseContext.otel(view)).getSpanContext();
        return span.isValid()
                ? Optional.of(new CurrentTrace(span.getTraceId(), span.getSpanId(), null))
                : Optional.empty();
    }

    /** Uploads of trace media, past the gate: what was accepted is still sent while the client closes. */
    static TraceMediaHost traceMedia(ClientSettings client, ClientTransport transport) {
        if (!client.mediaUploadEnabled()) {
            return TraceMediaHost.OFF;
        }
        BackgroundSettings base = BackgroundSettings.defaults()
                .withConcurrency(client.limits().concurrentUploads())
                .withTimer(client.scheduler());
        BackgroundSettings placed =
                client.spoolDirectory() == null ? base : base.withTemporary(client.spoolDirectory());
        BackgroundSettings settings = client.traceMedia().queue(placed, client.baseUrl() + " " + client.publicKey());
        return TraceMediaHost.of(
                () -> BackgroundUploads.create(
                        transport.pipeline().get(),
                        MediaFacet.backgroundTargets(transport.api(), client.uploadListener()),
                        settings),
                client.traceMedia());
    }

    PromptSettings prompts(ClientSettings client) {
        return PromptSettings.defaults()
                .withTimeToLive(promptTimeToLive)
                .withTimer(client.scheduler())
                .withBackoff(client.retry().minBackoff(), client.retry().maxBackoff());
    }
}
