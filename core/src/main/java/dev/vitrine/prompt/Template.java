package dev.vitrine.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Text with variables in double braces. One pass from left to right, no nesting, no escape. */
final class Template {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";

    private Template() {}

    static String compile(String text, Map<String, ? extends @Nullable Object> values) {
        int open = text.indexOf(OPEN);
        if (open < 0 || values.isEmpty()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 64);
        int done = 0;
        while (open >= 0) {
            int close = text.indexOf(CLOSE, open + OPEN.length());
            if (close < 0) {
                break;
            }
            int end = close + CLOSE.length();
            String name = strip(text, open + OPEN.length(), close);
            if (values.containsKey(name)) {
                Object value = values.get(name);
                out.append(text, done, open).append(value == null ? "" : value.toString());
            } else {
                out.append(text, done, end);
            }
            done = end;
            open = text.indexOf(OPEN, end);
        }
        return out.append(text, done, text.length()).toString();
    }

    static List<String> variables(String text) {
        List<String> names = new ArrayList<>();
        int open = text.indexOf(OPEN);
        while (open >= 0) {
            int close = text.indexOf(CLOSE, open + OPEN.length());
            if (close < 0) {
                break;
            }
            names.add(strip(text, open + OPEN.length(), close));
            open = text.indexOf(OPEN, close + CLOSE.length());
        }
        return List.copyOf(names);
    }

    private static String strip(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Unicode white space with the non-breaking kinds, which {@link String#strip()} leaves. */
    static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
    }
}
