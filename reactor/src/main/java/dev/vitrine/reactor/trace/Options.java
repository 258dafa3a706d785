package dev.vitrine.reactor.trace;

import java.time.Duration;
import java.util.Objects;

/** Checks of settings. */
final class Options {
    private Options() {}

    static Duration requirePositive(Duration value, String name) {
        if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be more than zero, not " + value);
        }
        return value;
    }

    static int requirePositive(int value, String name) {
        return (int) requirePositive((long) value, name);
    }

    static long requirePositive(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
        }
        return value;
    }
}
