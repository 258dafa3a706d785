package dev.vitrine.embedded.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved. */
public final class MovableClock extends Clock {
    private final AtomicLong epochMillis;

    public MovableClock(String start) {
        this.epochMillis = new AtomicLong(Instant.parse(start).toEpochMilli());
    }

    public void advance(Duration duration) {
        epochMillis.addAndGet(duration.toMillis());
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(epochMillis.get());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
