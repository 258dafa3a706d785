package dev.vitrine.media;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A path in the dialect of the server's {@code mediaReferences}: {@code $}, then {@code ['key']} without any escaping or
 * {@code [digits]}.
 *
 * <p>The dialect cannot be read back: keys may hold quotes and brackets, keys of digits or asterisks look like indices,
 * and the keys {@code ~}, {@code ^} and those like {@code @string()} are left out. It can be written, though: a place in
 * a value is what a path means if {@link #of} gives that path for it. Places that share a path are told apart by the
 * reference string that must stand there. Two paths are equal if their texts are.
 */
public final class HydrationPath {
    private final String text;

    private HydrationPath(String text) {
        this.text = text;
    }

    /** A path as a server sent it, whatever its form. */
    public static HydrationPath parse(String text) {
        return new HydrationPath(Objects.requireNonNull(text, "path"));
    }

    /**
     * What the server calls a place.
     *
     * @param location from the root: a string for a key, an integer for an index
     */
    public static HydrationPath of(List<?> location) {
        StringBuilder path = new StringBuilder("$");
        for (Object segment : location) {
            String name = segment.toString();
            if (segment instanceof Integer || isBare(name)) {
                path.append('[').append(name).append(']');
            } else if (!isOmitted(name)) {
                path.append("['").append(name).append("']");
            }
        }
        return new HydrationPath(path.toString());
    }

    /** Digits and asterisks, which the server writes without quotes. */
    private static boolean isBare(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < '0' || c > '9') && c != '*') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** {@code ~}, {@code ^}, and one line that starts with {@code @} and ends with {@code ()}. */
    private static boolean isOmitted(String name) {
        if (name.equals("~") || name.equals("^")) {
            return true;
        }
        if (!name.startsWith("@") || !name.endsWith("()")) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029') {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HydrationPath that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
