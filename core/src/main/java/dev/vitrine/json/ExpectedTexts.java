package dev.vitrine.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The strings that replacements expect, told from others without making strings of those. */
final class ExpectedTexts {
    private static final int FEW = 8;
    private static final int LONGEST_ESCAPE = 6; // a character as \u0000
    private final String[] texts;
    private final byte[][] plain; // how they stand in JSON where nothing is escaped
    private final Set<String> many;
    private int shortest = Integer.MAX_VALUE;
    private int longest;

    ExpectedTexts(List<JsonValue.Replacement> replacements) {
        int count = replacements.size();
        texts = new String[count];
        plain = new byte[count][];
        for (int i = 0; i < count; i++) {
            texts[i] = replacements.get(i).expected();
            plain[i] = texts[i].getBytes(StandardCharsets.UTF_8);
            shortest = Math.min(shortest, plain[i].length);
            longest = Math.max(longest, plain[i].length);
        }
        many = count > FEW ? new HashSet<>(Arrays.asList(texts)) : Set.of();
    }

    /** The expected text that a string is; null for none. */
    @Nullable
    String find(String text) {
        if (!many.isEmpty()) {
            return many.contains(text) ? text : null;
        }
        for (String expected : texts) {
            if (expected.equals(text)) {
                return expected;
            }
        }
        return null;
    }

    /**
     * The expected text that a string between quotes is; null for none.
     *
     * @throws JsonException if it looks like one and is malformed
     */
    @Nullable
    String find(byte[] json, int from, int to, boolean escaped) {
        int length = to - from;
        if (length < shortest || length > (escaped ? LONGEST_ESCAPE * longest : longest)) {
            return null;
        }
        boolean likely = !many.isEmpty() || (escaped ? startsLikeOne(json, from) : isOneOfFew(json, from, to));
        return likely ? find(JsonBytes.text(json, from, to)) : null;
    }

    private boolean startsLikeOne(byte[] json, int from) {
        boolean escape = json[from] == '\\';
        byte first = json[escape ? from + 1 : from]; // of the two characters of most escapes, the second one is meant
        for (byte[] each : plain) {
            if (each.length > 0 && (each[0] == first || escape && (first == 'u' || each[0] < ' '))) {
                return true;
            }
        }
        return false;
    }

    private boolean isOneOfFew(byte[] json, int from, int to) {
        for (byte[] each : plain) {
            if (each.length == to - from && Arrays.equals(each, 0, each.length, json, from, to)) {
                return true;
            }
        }
        return false;
    }
}
