package dev.vitrine.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells the strings of JSON and their places by its brackets and quotes alone. What stands between them is left to those
 * who read the value; where they themselves are not in order, or not UTF-8, a parser has to see what it is. Single-use.
 */
abstract class PlaceScan {
    private static final int DEEPEST = 500; // beyond it the parser says what is too deep

    final byte[] json;
    private final int to;
    private int[] steps = new int[16]; // for each open container: where the current name is, or its index inverted
    private int depth;
    private int strings; // string values so far
    private boolean escaped;

    PlaceScan(byte[] json, int to) {
        this.json = json;
        this.to = to;
    }

    /**
     * A string value between two quotes.
     *
     * @param number among the string values, from 0
     * @param escaped whether there is a backslash in it
     * @return false where a parser is needed
     */
    abstract boolean string(int from, int end, int number, boolean escaped);

    /** What may come next. */
    private enum Next {
        VALUE,
        VALUE_OR_END,
        NAME,
        NAME_OR_END,
        COMMA_OR_END
    }

    /** False where a parser is needed. */
    final boolean walk(int from) {
        Next next = Next.VALUE;
        int at = from;
        while (at < to) {
            byte b = json[at];
            switch (b) {
                case ' ', '\n', '\r', '\t' -> at++;
                case '"' -> {
                    int end = stringEnd(at + 1);
                    if (end < 0) {
                        return false;
                    }
                    if (next == Next.VALUE || next == Next.VALUE_OR_END) {
                        if (!string(at + 1, end, strings++, escaped)) {
                            return false;
                        }
                        next = Next.COMMA_OR_END;
                        at = end + 1;
                    } else if (next == Next.NAME || next == Next.NAME_OR_END) {
                        steps[depth - 1] = at + 1;
                        next = Next.VALUE;
                        at = behindColon(end + 1);
                        if (at < 0) {
                            return false;
                        }
                    } else {
                        return false;
                    }
                }
                case '{', '[' -> {
                    if (next != Next.VALUE && next != Next.VALUE_OR_END || depth == DEEPEST) {
                        return false;
                    }
                    open(b == '[');
                    next = b == '[' ? Next.VALUE_OR_END : Next.NAME_OR_END;
                    at++;
                }
                case '}', ']' -> {
                    if (next == Next.VALUE || next == Next.NAME || depth == 0 || steps[--depth] < 0 != (b == ']')) {
                        return false;
                    }
                    next = Next.COMMA_OR_END;
                    at++;
                }
                case ',' -> {
                    if (next != Next.COMMA_OR_END || depth == 0) {
                        return false;
                    }
                    boolean array = steps[depth - 1] < 0;
                    if (array) {
                        steps[depth - 1]--;
                    }
                    next = array ? Next.VALUE : Next.NAME;
                    at++;
                }
                default -> {
                    if (next != Next.VALUE && next != Next.VALUE_OR_END) {
                        return false;
                    }
                    int end = literalEnd(at);
                    if (end == at) {
                        return false;
                    }
                    next = Next.COMMA_OR_END;
                    at = end;
                }
            }
        }
        return depth == 0 && next == Next.COMMA_OR_END;
    }

    private int stringEnd(int from) {
        int at = from;
        escaped = false;
        while (true) {
            at = JsonBytes.plainEnd(json, at, to);
            if (at == to || json[at] == '"') {
                return at == to ? -1 : at;
            }
            escaped = true;
            at = Math.min(at + 2, to);
        }
    }

    private int behindColon(int from) {
        int at = from;
        while (at < to && json[at] <= ' ') {
            at++;
        }
        return at < to && json[at] == ':' ? at + 1 : -1;
    }

    /** Numbers, {@code true}, {@code false} and {@code null}, by their characters. */
    private int literalEnd(int from) {
        int at = from;
        while (at < to) {
            byte b = json[at];
            if ((b < '0' || b > '9') && (b < 'a' || b > 'z') && b != '-' && b != '+' && b != '.' && b != 'E') {
                break;
            }
            at++;
        }
        return at;
    }

    private void open(boolean array) {
        if (depth == steps.length) {
            steps = Arrays.copyOf(steps, 2 * depth);
        }
        steps[depth++] = array ? -1 : 0;
    }

    /** How many containers the current string is in. */
    final int depth() {
        return depth;
    }

    /** Where the name in a container begins, from the outermost; or the inverse of an index. */
    final int step(int container) {
        return steps[container];
    }

    /** Of the current string: from the root, a string for a key, an integer for an index. */
    final List<Object> location() {
        List<Object> location = new ArrayList<>(depth);
        for (int i = 0; i < depth; i++) {
            int step = steps[i];
            location.add(step < 0 ? (Object) ~step : JsonBytes.text(json, step, JsonBytes.stringEnd(json, step, to)));
        }
        return location;
    }
}
