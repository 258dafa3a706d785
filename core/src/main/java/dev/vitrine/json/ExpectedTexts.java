package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The strings that replacements expect, told from others without making strings of those. */
final class ExpectedTexts {
    private static final int FEW = 8;
    private final String[] texts;
    private final Set<String> many;
    private final BitSet firsts = new BitSet(256); // bytes that one of them may start with, as it stands in JSON

    ExpectedTexts(List<JsonValue.Replacement> replacements) {
        texts = new String[replacements.size()];
        firsts.set('\\'); // any character may be escaped
        for (int i = 0; i < texts.length; i++) {
            String text = replacements.get(i).expected();
            texts[i] = text;
            int end = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
            firsts.set(end == 0 ? '"' : text.substring(0, end).getBytes(StandardCharsets.UTF_8)[0] & 0xff);
        }
        many = texts.length > FEW ? new HashSet<>(Arrays.asList(texts)) : Set.of();
    }

    boolean mayStartWith(byte first) {
        return firsts.get(first & 0xff);
    }

    /** The expected text that the parser's string is; null for none. */
    @Nullable
    String textAt(JsonParser in) throws IOException {
        if (!many.isEmpty()) {
            String text = in.getText();
            return many.contains(text) ? text : null;
        }
        int length = in.getTextLength();
        char[] characters = in.getTextCharacters();
        int offset = in.getTextOffset();
        for (String text : texts) {
            if (text.length() == length && equal(text, characters, offset)) {
                return text;
            }
        }
        return null;
    }

    private static boolean equal(String text, char[] characters, int offset) {
        for (int i = text.length() - 1; i >= 0; i--) { // references differ at the end rather than at the start
            if (characters[offset + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
