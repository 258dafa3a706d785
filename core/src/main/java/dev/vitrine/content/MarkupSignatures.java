package dev.vitrine.content;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** XML, SVG and HTML by how they begin. Text can begin with anything, so the names of other texts win. */
final class MarkupSignatures {
    private static final Pattern ROOT = Pattern.compile("<(?:[a-z_][a-z0-9_.-]*+:)?([a-z_][a-z0-9_.-]*+)[\\s/>]");
    private static final Pattern DOCTYPE = Pattern.compile("<!doctype\\s++(html|svg)(?:[\\s>\\[]|$)");
    private static final String[] TEXTS = {
        "text/markdown",
        "text/plain",
        "text/csv",
        "text/css",
        "text/x-python",
        "text/x-typescript",
        "application/javascript",
        "application/x-yaml"
    };

    private MarkupSignatures() {}

    static @Nullable SignatureMatch markup(Head head) {
        String text = text(head).stripLeading();
        if (!text.startsWith("<")) {
            return null;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        String kind = kind(lower);
        if (kind.equals("html")) {
            return yieldingToTexts("text/html", "application/xml");
        }
        if (kind.equals("svg")) {
            return yieldingToTexts("image/svg+xml", "text/html");
        }
        return lower.startsWith("<?xml ") ? yieldingToTexts("application/xml", "image/svg+xml", "text/html") : null;
    }

    /** The document type if there is one, else the root element; empty if neither shows. */
    private static String kind(String text) {
        int at = 0;
        while (true) {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            int end;
            if (text.startsWith("<!--", at)) {
                end = after(text, "-->", at + 4);
            } else if (text.startsWith("<?", at)) {
                end = after(text, "?>", at);
            } else {
                Matcher doctype = DOCTYPE.matcher(text).region(at, text.length());
                Matcher root = ROOT.matcher(text).region(at, text.length());
                return doctype.lookingAt() ? doctype.group(1) : root.lookingAt() ? root.group(1) : "";
            }
            if (end < 0) {
                return "";
            }
            at = end;
        }
    }

    private static int after(String text, String mark, int from) {
        int at = text.indexOf(mark, from);
        return at < 0 ? -1 : at + mark.length();
    }

    private static SignatureMatch yieldingToTexts(String type, String... others) {
        String[] all = new String[TEXTS.length + others.length];
        System.arraycopy(TEXTS, 0, all, 0, TEXTS.length);
        System.arraycopy(others, 0, all, TEXTS.length, others.length);
        return SignatureMatch.of(type, all);
    }

    private static String text(Head head) {
        if (head.has(0, "\u00EF\u00BB\u00BF")) {
            return head.latin1(3, head.length());
        }
        if (head.has(0, "\u00FF\u00FE")) {
            return head.text(2, head.length(), StandardCharsets.UTF_16LE);
        }
        if (head.has(0, "\u00FE\u00FF")) {
            return head.text(2, head.length(), StandardCharsets.UTF_16BE);
        }
        return head.latin1(0, head.length());
    }
}
