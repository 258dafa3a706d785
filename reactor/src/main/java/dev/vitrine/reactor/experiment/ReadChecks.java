package dev.vitrine.reactor.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the queries of reads have in common. */
final class ReadChecks {
    static final int MAX_PAGE = 100;
    static final int MAX_SCORES = 50;
    static final int DEFAULT_PAGE = 50;
    static final int DEFAULT_PAGE_BYTES = 64 * 1024 * 1024;
    private static final int MAX_VALUES = 100;

    private ReadChecks() {}

    static void between(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }

    static void times(Instant startedFrom, @Nullable Instant startedBefore) {
        Objects.requireNonNull(startedFrom, "startedFrom");
        if (startedBefore != null && !startedBefore.isAfter(startedFrom)) {
            throw new IllegalArgumentException("startedBefore must be after startedFrom");
        }
    }

    /** The platform takes values between commas, and knows no way to write one that has a comma. */
    static List<String> values(String name, List<String> values) {
        List<String> copy = List.copyOf(values);
        if (copy.size() > MAX_VALUES) {
            throw new IllegalArgumentException(
                    name + " must be at most " + MAX_VALUES + ", not " + copy.size() + "; read in several parts");
        }
        for (String value : copy) {
            if (value.isBlank() || value.indexOf(',') >= 0) {
                throw new IllegalArgumentException(
                        name + " must not be blank or hold a comma, which separates values on"
                                + " the wire; select such an experiment by its id");
            }
        }
        return copy;
    }

    static @Nullable String joined(List<String> values) {
        return values.isEmpty() ? null : String.join(",", values);
    }
}
