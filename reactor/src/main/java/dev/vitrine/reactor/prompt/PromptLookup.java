package dev.vitrine.reactor.prompt;

import dev.vitrine.prompt.Prompt;
import dev.vitrine.reactor.background.BackgroundTasks;
import dev.vitrine.reactor.http.ApiException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The way from a key to a prompt: the cache, a refresh beside it, a fetch, or what the caller has in reserve. */
final class PromptLookup {
    private static final Logger LOG = LoggerFactory.getLogger(PromptClient.class);
    private final PromptCache cache;
    private final PromptFetches fetches;
    private final Duration timeToLive;
    private final Scheduler timer;
    private final BackgroundTasks refreshes;

    PromptLookup(PromptCache cache, PromptFetches fetches, PromptSettings settings) {
        this.cache = cache;
        this.fetches = fetches;
        this.timeToLive = settings.timeToLive();
        this.timer = settings.timer();
        this.refreshes = new BackgroundTasks(settings.maxRefreshes(), settings.timer());
    }

    Mono<Prompt> find(PromptKey key, PromptQuery query, @Nullable Prompt fallback) {
        boolean cached = !(query.timeToLive() == null ? timeToLive : query.timeToLive()).isZero();
        return Mono.defer(() -> {
            if (!cached) {
                return inReserve(fetches.alone(key, query), key, fallback);
            }
            CachedPrompt entry = cache.get(key);
            if (entry == null) {
                return inReserve(fetches.joined(key, query), key, fallback);
            }
            if (!entry.isFresh(timer.now(TimeUnit.NANOSECONDS)) && entry.claimRefresh()) {
                refreshes.start(refresh(entry, key, query));
            }
            return Mono.just(entry.prompt());
        });
    }

    private Mono<Void> refresh(CachedPrompt entry, PromptKey key, PromptQuery query) {
        return Mono.defer(() -> cache.get(key) == entry ? fetches.joined(key, query) : Mono.empty())
                .doOnError(failure -> LOG.warn("Prompt {} could not be refreshed: {}", key, failure.getMessage()))
                .onErrorComplete()
                .doFinally(end -> entry.releaseRefresh())
                .then();
    }

    private static Mono<Prompt> inReserve(Mono<Prompt> fetch, PromptKey key, @Nullable Prompt fallback) {
        return fallback == null
                ? fetch
                : fetch.onErrorResume(ApiException.class, failure -> {
                    LOG.warn("Prompt {} could not be fetched, the fallback is used: {}", key, failure.getMessage());
                    return Mono.just(fallback);
                });
    }

    void stop() {
        refreshes.dispose();
    }
}
