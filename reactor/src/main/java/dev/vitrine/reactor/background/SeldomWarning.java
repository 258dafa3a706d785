package dev.vitrine.reactor.background;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A warning that is given at most once in a while, however often its cause comes. */
public final class SeldomWarning {
    private static final long NEVER = Long.MIN_VALUE;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final Consumer<String> log;
    private final Scheduler clock;
    private final long pauseNanos;
    private final AtomicLong last = new AtomicLong(NEVER);
    private final AtomicLong withheld = new AtomicLong();

    public SeldomWarning(Consumer<String> log, Scheduler clock, Duration pause) {
        this.log = log;
        this.clock = clock;
        this.pauseNanos = pause.toNanos();
    }

    /** At most once a minute, by the system's clock. */
    public static SeldomWarning of(Logger log) {
        return new SeldomWarning(log::warn, Schedulers.parallel(), MINUTE);
    }

    public void warn(Supplier<String> message) {
        long now = clock.now(TimeUnit.NANOSECONDS);
        long before = last.get();
        boolean due = before == NEVER || now - before >= pauseNanos;
        if (!due || !last.compareAndSet(before, now)) {
            withheld.incrementAndGet();
            return;
        }
        long more = withheld.getAndSet(0);
        log.accept(more == 0 ? message.get() : message.get() + " (and " + more + " times more since the last warning)");
    }
}
