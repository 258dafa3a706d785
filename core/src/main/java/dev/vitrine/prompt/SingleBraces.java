package dev.vitrine.prompt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** Turns double-brace variables into single-brace ones, and keeps JSON in the text from being taken for variables. */
final class SingleBraces {
    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}", Pattern.UNICODE_CHARACTER_CLASS);

    /** What an open brace is, and so what its closing brace becomes. */
    private enum Brace {
        PLAIN,
        DOUBLE,
        JSON
    }

    private SingleBraces() {}

    static String convert(String text) {
        return VARIABLE.matcher(escapeJson(text)).replaceAll("{$1}");
    }

    private static String escapeJson(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        Deque<Brace> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean twice = i + 1 < text.length() && text.charAt(i + 1) == c;
            if (c == '{') {
                Brace brace = twice ? Brace.DOUBLE : startsJson(text, i + 1) ? Brace.JSON : Brace.PLAIN;
                open.push(brace);
                out.append(brace == Brace.PLAIN ? "{" : "{{");
                i += brace == Brace.DOUBLE ? 1 : 0;
            } else if (c == '}') {
                // without an open brace a pair is left as it is
                Brace brace = open.isEmpty() ? Brace.DOUBLE : open.pop();
                if (brace == Brace.DOUBLE) {
                    out.append(twice ? "}}" : "}");
                    i += twice ? 1 : 0;
                } else {
                    out.append(brace == Brace.JSON ? "}}" : "}");
                }
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean startsJson(String text, int from) {
        int next = from;
        while (next < text.length() && Template.isSpace(text.charAt(next))) {
            next++;
        }
        return next < text.length() && (text.charAt(next) == '"' || text.charAt(next) == '\'');
    }
}
