package dev.vitrine.benchmarks.stub;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts on all event loops at a time. */
final class Tally {
    final LongAdder registrations = new LongAdder();
    final LongAdder puts = new LongAdder();
    final LongAdder putBytes = new LongAdder();
    final LongAdder confirmations = new LongAdder();
    final LongAdder items = new LongAdder();
    final LongAdder pages = new LongAdder();
    final LongAdder spans = new LongAdder();
    final LongAdder unknown = new LongAdder();
    final LongAdder connections = new LongAdder();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger mostInFlight = new AtomicInteger();

    void begin() {
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
    }

    void end() {
        inFlight.decrementAndGet();
    }

    Counts counts() {
        return new Counts(
                registrations.sum(),
                puts.sum(),
                putBytes.sum(),
                confirmations.sum(),
                items.sum(),
                pages.sum(),
                spans.sum(),
                unknown.sum(),
                connections.sum(),
                mostInFlight.get());
    }

    void reset() {
        registrations.reset();
        puts.reset();
        putBytes.reset();
        confirmations.reset();
        items.reset();
        pages.reset();
        spans.reset();
        unknown.reset();
        connections.reset();
        mostInFlight.set(inFlight.get());
    }
}
