package dev.vitrine.reactor.prompt;

import java.time.Duration;
import java.util.Objects;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * How a client looks prompts up.
 *
 * @param timeToLive how long a fetched prompt is fresh, unless the call says otherwise
 * @param maxCached the most prompts that are kept; those that were not used lately go first
 * @param maxRefreshes the most refreshes at once
 * @param minBackoff the pause before the first repetition of a fetch, doubled for each further one
 * @param maxBackoff the longest pause
 * @param timer where age and pauses are counted
 */
public record PromptSettings(
        Duration timeToLive,
        int maxCached,
        int maxRefreshes,
        Duration minBackoff,
        Duration maxBackoff,
        Scheduler timer) {

    public PromptSettings {
        Objects.requireNonNull(timeToLive, "timeToLive");
        Objects.requireNonNull(minBackoff, "minBackoff");
        Objects.requireNonNull(maxBackoff, "maxBackoff");
        Objects.requireNonNull(timer, "timer");
        if (timeToLive.isNegative()) {
            throw new IllegalArgumentException("timeToLive must not be negative, but is " + timeToLive);
        }
        if (maxCached < 1) {
            throw new IllegalArgumentException("maxCached must be 1 or more, not " + maxCached);
        }
        if (maxRefreshes < 1) {
            throw new IllegalArgumentException("maxRefreshes must be 1 or more, not " + maxRefreshes);
        }
    }

    /** A minute, 1,000 prompts, 4 refreshes at once, half a second to ten seconds between attempts. */
    public static PromptSettings defaults() {
        return new PromptSettings(
                Duration.ofSeconds(60),
                1_000,
                4,
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                Schedulers.parallel());
    }

    public PromptSettings withTimeToLive(Duration duration) {
        return new PromptSettings(duration, maxCached, maxRefreshes, minBackoff, maxBackoff, timer);
    }

    public PromptSettings withMaxCached(int prompts) {
        return new PromptSettings(timeToLive, prompts, maxRefreshes, minBackoff, maxBackoff, timer);
    }

    public PromptSettings withBackoff(Duration min, Duration max) {
        return new PromptSettings(timeToLive, maxCached, maxRefreshes, min, max, timer);
    }

    public PromptSettings withTimer(Scheduler scheduler) {
        return new PromptSettings(timeToLive, maxCached, maxRefreshes, minBackoff, maxBackoff, scheduler);
    }
}
