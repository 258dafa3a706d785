package dev.vitrine.json;

import org.jspecify.annotations.Nullable;

/** What the guards have in common. */
final class Guards {
    private static final int LONGEST_CHAIN = 64;

    private Guards() {}

    /** The end of the whole walk is no failure of one value: it passes every guard, however often it was wrapped. */
    static void rethrowEnd(Throwable failure) {
        if (isEnd(failure)) {
            throw new LenientGenerator.TooManyNodes();
        }
    }

    static boolean isEnd(Throwable failure) {
        @Nullable Throwable cause = failure;
        for (int i = 0; cause != null && i < LONGEST_CHAIN; i++, cause = cause.getCause()) {
            if (cause instanceof LenientGenerator.TooManyNodes) {
                return true;
            }
        }
        return false;
    }
}
