package dev.vitrine.reactor.prompt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.vitrine.prompt.Prompt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Prompts by key, bounded in number. Every fetch is registered before it is sent: an invalidation marks those that are
 * under way, and what is marked changes the cache no more. Of two fetches of a key the one that began later wins.
 */
final class PromptCache {
    private final Cache<PromptKey, CachedPrompt> entries;
    private final Set<Fetch> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicLong fetches = new AtomicLong();

    PromptCache(int maxCached) {
        // on the caller's thread: no pool that nobody closes; there is little to do
        this.entries = Caffeine.newBuilder()
                .maximumSize(maxCached)
                .executor(Runnable::run)
                .build();
    }

    @Nullable
    CachedPrompt get(PromptKey key) {
        return entries.getIfPresent(key);
    }

    Fetch begin(PromptKey key) {
        Fetch fetch = new Fetch(key, fetches.incrementAndGet());
        underWay.add(fetch);
        return fetch;
    }

    void end(Fetch fetch) {
        underWay.remove(fetch);
    }

    void store(Fetch fetch, Prompt prompt, long now, long ttlNanos) {
        entries.asMap()
                .compute(
                        fetch.key,
                        (key, old) -> fetch.outdated || (old != null && old.isNewerThan(fetch.number))
                                ? old
                                : new CachedPrompt(prompt, now, ttlNanos, fetch.number));
    }

    /** The platform has no such prompt. */
    void evict(Fetch fetch) {
        entries.asMap()
                .computeIfPresent(
                        fetch.key, (key, old) -> fetch.outdated || old.isNewerThan(fetch.number) ? old : null);
    }

    /** Entries of exactly this name. */
    void invalidate(String name) {
        drop(key -> key.name().equals(name));
    }

    void clear() {
        drop(key -> true);
    }

    private void drop(Predicate<PromptKey> which) {
        // first the mark: a fetch that stored before it is removed below, and one that comes later stores nothing
        for (Fetch fetch : underWay) {
            if (which.test(fetch.key)) {
                fetch.outdated = true;
            }
        }
        entries.asMap().keySet().removeIf(which);
    }

    /** One request under way. */
    static final class Fetch {
        private final PromptKey key;
        private final long number;
        private volatile boolean outdated;

        private Fetch(PromptKey key, long number) {
            this.key = key;
            this.number = number;
        }

        boolean isOutdated() {
            return outdated;
        }
    }
}
