package dev.vitrine.reactor.dataset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of an object or array in bytes that arrive in pieces, by its brackets and strings alone. Whether it is
 * JSON is for whoever parses it to find out.
 */
final class ElementScan {
    static final int UNFINISHED = -1;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;

    private int open;
    private boolean inString;
    private boolean escaped;

    /** Behind the first bracket. */
    void start() {
        open = 1;
        inString = false;
        escaped = false;
    }

    /** The index behind the last bracket, or {@link #UNFINISHED} if that is not between {@code from} and {@code to}. */
    int end(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (inString) {
                at = string(bytes, at, to);
                continue;
            }
            switch (bytes[at++]) {
                case '"' -> inString = true;
                case '{', '[' -> open++;
                case '}', ']' -> {
                    if (--open == 0) {
                        return at;
                    }
                }
                default -> {}
            }
        }
        return UNFINISHED;
    }

    private int string(byte[] bytes, int from, int to) {
        int at = from;
        if (escaped) {
            escaped = false;
            at++;
        }
        while (at < to) {
            while (at <= to - Long.BYTES && isPlain((long) EIGHT.get(bytes, at))) {
                at += Long.BYTES;
            }
            if (at == to) {
                break;
            }
            byte b = bytes[at++];
            if (b == '"') {
                inString = false;
                return at;
            }
            if (b == '\\') {
                if (at == to) {
                    escaped = true;
                    return at;
                }
                at++;
            }
        }
        return at;
    }

    /** Whether none of eight bytes is a quote or a backslash: x - 1 borrows into the high bit only where x is zero. */
    private static boolean isPlain(long eight) {
        long quotes = eight ^ ONES * '"';
        long escapes = eight ^ ONES * '\\';
        return (((quotes - ONES) & ~quotes | (escapes - ONES) & ~escapes) & HIGH_BITS) == 0;
    }
}
