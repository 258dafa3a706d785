package dev.vitrine.reactor.dataset;

import dev.vitrine.json.JsonBytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the end of an object or array in bytes that arrive in pieces, by its brackets and strings alone, and the colons
 * and commas between its own fields. Whether it is JSON is for whoever reads it to find out.
 */
final class ElementScan {
    static final int UNFINISHED = -1;
    private static final int MOST_MARKS = 64;

    private final int[] marks = new int[MOST_MARKS];
    private int count; // also of marks for which there is no room
    private int open;
    private boolean inString;
    private boolean escaped;

    /** Behind the first bracket. */
    void start() {
        open = 1;
        count = 0;
        inString = false;
        escaped = false;
    }

    /**
     * The index behind the last bracket, or {@link #UNFINISHED} if that is not between {@code from} and {@code to}.
     *
     * @param base added to an index, gives its place in the element
     */
    int end(byte[] bytes, int from, int to, int base) {
        int at = inString ? string(bytes, from, to) : from;
        while (at < to) {
            switch (bytes[at++]) {
                case '"' -> at = string(bytes, at, to);
                case '{', '[' -> open++;
                case '}', ']' -> {
                    if (--open == 0) {
                        mark(base + at - 1);
                        return at;
                    }
                }
                case ':', ',' -> {
                    if (open == 1) {
                        mark(base + at - 1);
                    }
                }
                default -> {}
            }
        }
        return UNFINISHED;
    }

    private void mark(int place) {
        if (count < MOST_MARKS) {
            marks[count] = place;
        }
        count++;
    }

    /** The places of the element's own colons and commas and of its last bracket; null if they are too many. */
    int @Nullable [] marks() {
        return count <= MOST_MARKS ? Arrays.copyOf(marks, count) : null;
    }

    private int string(byte[] bytes, int from, int to) {
        int at = from;
        if (escaped && at < to) {
            escaped = false;
            at++;
        }
        inString = true;
        while (true) {
            at = JsonBytes.plainEnd(bytes, at, to);
            if (at == to) {
                return to;
            }
            if (bytes[at] == '"') {
                inString = false;
                return at + 1;
            }
            if (at + 1 == to) {
                escaped = true;
                return to;
            }
            at += 2;
        }
    }
}
