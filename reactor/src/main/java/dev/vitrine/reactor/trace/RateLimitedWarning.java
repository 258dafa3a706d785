package dev.vitrine.reactor.trace;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Says the same thing at most once in a while. */
final class RateLimitedWarning {
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    RateLimitedWarning(Logger log) {
        this.log = log;
    }

    void warn(String text, Object... arguments) {
        long now = System.nanoTime();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + PAUSE)) {
            log.warn(text, arguments);
        }
    }
}
