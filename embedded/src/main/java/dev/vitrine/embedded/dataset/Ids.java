package dev.vitrine.embedded.dataset;

import java.util.concurrent.atomic.AtomicLong;

/** Ids in the shape of the platform's own: a letter, a time, a counter. Unique within one platform. */
public final class Ids {
    private static final int LENGTH = 25;

    private final String prefix;
    private final AtomicLong next = new AtomicLong();

    public Ids(long seed) {
        this.prefix = "c" + Long.toString(seed & Long.MAX_VALUE, 36);
    }

    /** Another one. */
    public String next() {
        String number = Long.toString(next.incrementAndGet(), 36);
        int room = Math.max(0, LENGTH - prefix.length() - number.length());
        return prefix + "0".repeat(room) + number;
    }
}
