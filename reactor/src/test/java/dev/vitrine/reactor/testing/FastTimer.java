package dev.vitrine.reactor.testing;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A timer on which an hour takes 3.6 seconds, and that remembers what it was asked for. */
public final class FastTimer implements Scheduler {
    private static final int FACTOR = 1000;
    private final Scheduler real = Schedulers.parallel();
    private final Queue<Duration> delays = new ConcurrentLinkedQueue<>();

    /** The delays asked for, shorter than an hour, in order. */
    public List<Duration> delays() {
        return delays.stream()
                .filter(delay -> delay.compareTo(Duration.ofHours(1)) < 0)
                .toList();
    }

    @Override
    public Disposable schedule(Runnable task) {
        return real.schedule(task);
    }

    @Override
    public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
        delays.add(Duration.of(delay, unit.toChronoUnit()));
        return real.schedule(task, unit.toNanos(delay) / FACTOR, TimeUnit.NANOSECONDS);
    }

    @Override
    public Worker createWorker() {
        return real.createWorker();
    }

    @Override
    public void dispose() {
        // the real one is shared
    }
}
