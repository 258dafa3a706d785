package dev.vitrine.reactor.prompt;

import dev.vitrine.prompt.Prompt;
import java.util.concurrent.atomic.AtomicBoolean;

/** A prompt with its age. Its time to live is that of the call which stored it. */
final class CachedPrompt {
    private final Prompt prompt;
    private final long storedAt;
    private final long ttlNanos;
    private final long fetch;
    private final AtomicBoolean refreshing = new AtomicBoolean();

    CachedPrompt(Prompt prompt, long storedAt, long ttlNanos, long fetch) {
        this.prompt = prompt;
        this.storedAt = storedAt;
        this.ttlNanos = ttlNanos;
        this.fetch = fetch;
    }

    Prompt prompt() {
        return prompt;
    }

    boolean isFresh(long now) {
        return now - storedAt < ttlNanos;
    }

    /** Whether this came of a fetch that began after the other. */
    boolean isNewerThan(long otherFetch) {
        return fetch > otherFetch;
    }

    /** True for the one caller that is to refresh this entry. */
    boolean claimRefresh() {
        return !refreshing.get() && refreshing.compareAndSet(false, true);
    }

    /** After a failed refresh, so that the next caller tries again. */
    void releaseRefresh() {
        refreshing.set(false);
    }
}
