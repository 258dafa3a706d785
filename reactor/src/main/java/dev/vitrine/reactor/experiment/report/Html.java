package dev.vitrine.reactor.experiment.report;

import org.jspecify.annotations.Nullable;

/** A growing piece of HTML. Markup is written by this package alone; everything else goes through {@link #text}. */
final class Html {
    private static final char REPLACEMENT = '\uFFFD';
    private final StringBuilder out = new StringBuilder(1024);

    /** Adds markup of this package's own. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Adds a number. */
    Html raw(long number) {
        out.append(number);
        return this;
    }

    /** Adds text that may come from anywhere, so that it can be nothing but text. */
    Html text(@Nullable String text) {
        String any = text == null ? "" : text;
        for (int i = 0; i < any.length(); i++) {
            escape(any, i);
        }
        return this;
    }

    /** Adds a name that may be broken behind its separators. */
    Html name(String name) {
        for (String part : name.split("(?<=[_./-])", -1)) {
            text(part).raw("<wbr>");
        }
        out.setLength(out.length() - "<wbr>".length());
        return this;
    }

    /** Adds an attribute with a space before it. */
    Html attribute(String name, @Nullable String value) {
        out.append(' ').append(name).append("=\"");
        return text(value).raw("\"");
    }

    /** Adds an element with text in it, with a class unless that is empty. */
    Html element(String tag, String cssClass, @Nullable String text) {
        out.append('<').append(tag);
        if (!cssClass.isEmpty()) {
            attribute("class", cssClass);
        }
        out.append('>');
        return text(text).raw("</").raw(tag).raw(">");
    }

    private void escape(String text, int at) {
        char c = text.charAt(at);
        switch (c) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            case '`' -> out.append("&#96;");
            case '\t', '\n' -> out.append(c);
            case '\r' -> out.append("&#13;");
            default -> out.append(allowed(text, at) ? c : REPLACEMENT);
        }
    }

    private static boolean allowed(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return !Character.isISOControl(c) && c < '\uFFFE';
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
