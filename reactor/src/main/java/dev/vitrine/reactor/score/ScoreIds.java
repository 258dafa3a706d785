package dev.vitrine.reactor.score;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of 32 hex digits: a random half that is this object's own, and a count. Making one takes no randomness from the
 * system, which can block.
 */
final class ScoreIds {
    private static final HexFormat HEX = HexFormat.of();
    private final String own;
    private final AtomicLong count = new AtomicLong();

    /** @param random which no other process has */
    ScoreIds(long random) {
        this.own = HEX.toHexDigits(random);
    }

    /** From the system, which can block. */
    static long random() {
        return new SecureRandom().nextLong();
    }

    String next() {
        return own.concat(HEX.toHexDigits(count.getAndIncrement()));
    }
}
