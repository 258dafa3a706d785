package dev.vitrine.json;

import java.util.Arrays;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Puts in the only replacement of a value, as most values have, where it stands as the server says: with little code,
 * since what a first page runs is not compiled yet. Anything else is left to {@link Hydration}. Single-use.
 */
final class OnlyPlace extends PlaceScan {
    private static final int NOT_HERE = -1;
    // how those names begin that a path does not hold between quotes
    private static final String ODD = "0123456789*~^@";
    private final String expected;
    private final String path;
    private int[] found = new int[1];
    private int count;
    private boolean oddName; // only the server's rules as a whole tell what its path is

    private OnlyPlace(byte[] json, int to, JsonValue.Replacement only) {
        super(json, to);
        this.expected = only.expected();
        this.path = only.path().toString();
    }

    /** Null where it is not as simple. */
    static @Nullable MediaMarks marks(byte[] json, int from, int to, JsonValue.Replacement only) {
        OnlyPlace place = new OnlyPlace(json, to, only);
        if (!place.walk(from) || place.count == 0) {
            return null;
        }
        return new MediaMarks(Arrays.copyOf(place.found, place.count), Collections.nCopies(place.count, only.media()));
    }

    @Override
    boolean string(int from, int end, int number, boolean escaped) {
        int length = expected.length();
        if (end - from < length) {
            return true;
        }
        if (escaped) {
            return !mayBeExpected(from);
        }
        if (end - from != length || !isExpected(from)) {
            return true;
        }
        if (!isHere()) {
            return !oddName;
        }
        if (count == found.length) {
            found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = number;
        return true;
    }

    /** Whether {@link dev.vitrine.media.HydrationPath#of} gives the path for the current string's place. */
    private boolean isHere() {
        int at = path.startsWith("$") ? 1 : NOT_HERE;
        for (int i = 0; i < depth() && at != NOT_HERE; i++) {
            int step = step(i);
            at = step < 0 ? behindIndex(at, ~step) : behindName(at, step);
        }
        return at == path.length();
    }

    private int behindIndex(int from, int index) {
        String digits = Integer.toString(index);
        int end = from + 1 + digits.length();
        return path.startsWith("[", from) && path.startsWith(digits, from + 1) && path.startsWith("]", end)
                ? end + 1
                : NOT_HERE;
    }

    private int behindName(int from, int name) {
        oddName |= ODD.indexOf(json[name]) >= 0;
        int at = from + 2;
        int in = name;
        while (at < path.length() && json[in] == path.charAt(at) && json[in] != '"') {
            oddName |= json[in] == '\\';
            at++;
            in++;
        }
        oddName |= json[in] == '\\' || json[in] < ' ';
        return json[in] == '"' && !oddName && path.startsWith("['", from) && path.startsWith("']", at)
                ? at + 2
                : NOT_HERE;
    }

    /** Of a string with escapes, by its first character. */
    private boolean mayBeExpected(int from) {
        char first = expected.isEmpty() ? 0 : expected.charAt(0);
        return json[from] == '\\'
                ? first < ' ' || json[from + 1] == 'u' || json[from + 1] == first
                : json[from] == first;
    }

    private boolean isExpected(int from) {
        for (int i = 0; i < expected.length(); i++) {
            if (json[from + i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
