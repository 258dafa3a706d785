package dev.vitrine.trace;

import org.jspecify.annotations.Nullable;

/** Ids of traces: 32 lower-case hexadecimal digits, not all zero. */
public final class TraceIds {
    static final int BYTES = 16;

    private TraceIds() {}

    /** A random id. Unpredictable enough to be unique, not to be a secret. */
    public static String random() {
        return HexIds.random(BYTES);
    }

    /** The id that every client of the platform derives from {@code seed}; a random one for null or empty text. */
    public static String fromSeed(@Nullable String seed) {
        return HexIds.fromSeed(seed, BYTES);
    }

    public static boolean isValid(@Nullable String id) {
        return HexIds.isValid(id, BYTES);
    }
}
