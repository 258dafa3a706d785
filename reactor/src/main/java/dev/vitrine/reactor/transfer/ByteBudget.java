package dev.vitrine.reactor.transfer;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that may be held at a time. */
final class ByteBudget {
    private final long max;
    private final AtomicLong used = new AtomicLong();

    ByteBudget(long max) {
        this.max = max;
    }

    /** There is room for nothing at any time. */
    boolean take(long bytes) {
        long now = used.get();
        while (bytes == 0 || bytes <= max - now) {
            if (used.compareAndSet(now, now + bytes)) {
                return true;
            }
            now = used.get();
        }
        return false;
    }

    /** {@link #take}, and more than all where nothing else is held: the bytes exist already. */
    boolean takeOrAlone(long bytes) {
        return take(bytes) || used.compareAndSet(0, bytes);
    }

    /** Counts what is there in any case. */
    void add(long bytes) {
        used.addAndGet(bytes);
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
