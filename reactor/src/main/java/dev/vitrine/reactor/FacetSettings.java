package dev.vitrine.reactor;

import dev.vitrine.reactor.prompt.PromptSettings;
import dev.vitrine.reactor.score.ScoreSettings;
import dev.vitrine.score.ScoreQueueOptions;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the score and prompt facets are given.
 *
 * @param scoresTaken false where tracing is switched off, which silences scores as well
 */
record FacetSettings(
        boolean scoresTaken,
        ScoreQueueOptions scoreQueue,
        @Nullable String environment,
        Duration promptTimeToLive) {
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
        return new FacetSettings(
                !"false".equalsIgnoreCase(environment.text("LANGFUSE_TRACING_ENABLED")),
                queue.build(),
                environment.text("LANGFUSE_TRACING_ENVIRONMENT"),
                promptTimeToLive == null ? outside : promptTimeToLive);
    }

    ScoreSettings scores(ClientSettings client) {
        ScoreSettings.Builder builder = ScoreSettings.builder()
                .queue(scoreQueue)
                .environment(environment)
                .timer(client.scheduler())
                .clock(client.clock());
        if (client.publicKey() != null) {
            builder.publicKey(client.publicKey());
        }
        return builder.build();
    }

    PromptSettings prompts(ClientSettings client) {
        return PromptSettings.defaults()
                .withTimeToLive(promptTimeToLive)
                .withTimer(client.scheduler())
                .withBackoff(client.retry().minBackoff(), client.retry().maxBackoff());
    }
}
