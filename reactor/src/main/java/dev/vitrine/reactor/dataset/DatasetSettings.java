package dev.vitrine.reactor.dataset;

import java.time.Clock;
import java.util.Objects;
import reactor.core.scheduler.Scheduler;

/**
 * How a client treats datasets.
 *
 * @param maxRetries how often a page that broke off is asked for again
 * @param clock tells how old a remembered dataset id is
 * @param timer runs the waits between attempts
 */
public record DatasetSettings(int maxRetries, Clock clock, Scheduler timer) {
    public DatasetSettings {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(timer, "timer");
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries must be zero or more, not " + maxRetries);
        }
    }
}
