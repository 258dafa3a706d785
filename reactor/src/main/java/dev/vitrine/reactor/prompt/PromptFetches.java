package dev.vitrine.reactor.prompt;

import dev.vitrine.prompt.Prompt;
import dev.vitrine.reactor.background.Backoff;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/** Fetches prompts into the cache. Callers of one key share what is under way, unless it was outdated meanwhile. */
final class PromptFetches {
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(30);
    private final ApiExchange api;
    private final PromptCache cache;
    private final PromptSettings settings;
    private final ConcurrentMap<PromptKey, Shared> shared = new ConcurrentHashMap<>();

    PromptFetches(ApiExchange api, PromptCache cache, PromptSettings settings) {
        this.api = api;
        this.cache = cache;
        this.settings = settings;
    }

    /** For whoever asks first, with his settings; the others get the same. Goes on when callers cancel. */
    Mono<Prompt> joined(PromptKey key, PromptQuery query) {
        return Mono.defer(() -> {
            PromptCache.Fetch[] begun = new PromptCache.Fetch[1];
            Shared current = shared.compute(key, (same, running) -> {
                if (running != null && !running.fetch.isOutdated()) {
                    return running;
                }
                begun[0] = cache.begin(key);
                return new Shared(begun[0], fetch(begun[0], key, query).cache());
            });
            return current.result;
        });
    }

    /** A request in any case. */
    Mono<Prompt> alone(PromptKey key, PromptQuery query) {
        return Mono.defer(() -> fetch(cache.begin(key), key, query));
    }

    private Mono<Prompt> fetch(PromptCache.Fetch fetch, PromptKey key, PromptQuery query) {
        Duration ttl = query.timeToLive() == null ? settings.timeToLive() : query.timeToLive();
        return request(key, query)
                .doOnNext(prompt -> cache.store(fetch, prompt, settings.timer().now(TimeUnit.NANOSECONDS), nanos(ttl)))
                .doOnError(ApiException.NotFound.class, gone -> cache.evict(fetch))
                .doFinally(end -> {
                    cache.end(fetch);
                    shared.computeIfPresent(key, (same, running) -> running.fetch == fetch ? null : running);
                });
    }

    private Mono<Prompt> request(PromptKey key, PromptQuery query) {
        ApiRequest.Builder request = ApiRequest.get("/api/public/v2/prompts/{name}")
                .path("name", key.name())
                .query("version", key.version())
                .query("label", key.label())
                .maxRetries(0);
        if (query.fetchTimeout() != null) {
            request.timeout(query.fetchTimeout());
        }
        return api.exchange(request.build(), PromptJson::decode)
                .retryWhen(new Backoff(
                                query.maxRetries(), settings.minBackoff(), settings.maxBackoff(), LONGEST_RETRY_AFTER)
                        .retry(Backoff::mayPass, settings.timer()))
                .checkpoint("Prompt " + key + " [PromptClient]");
    }

    private static long nanos(Duration ttl) {
        try {
            return ttl.toNanos();
        } catch (ArithmeticException tooLong) {
            return Long.MAX_VALUE;
        }
    }

    private record Shared(PromptCache.Fetch fetch, Mono<Prompt> result) {}
}
