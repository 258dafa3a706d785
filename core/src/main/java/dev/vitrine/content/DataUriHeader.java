package dev.vitrine.content;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands before the comma of a data URI. Faults are values: most texts asked about are none, and that must be cheap. */
final class DataUriHeader {
    private static final String SCHEME = "data:";
    private static final String BASE64 = "base64";

    private final String text;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private ContentType contentType = ContentType.TEXT_PLAIN;
    private boolean typed;
    private boolean base64;
    private int position;
    private @Nullable String fault;

    private DataUriHeader(String text) {
        this.text = text;
    }

    static boolean startsWithScheme(String text) {
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    }

    static DataUriHeader read(String text) {
        DataUriHeader header = new DataUriHeader(text);
        if (startsWithScheme(text)) {
            header.position = SCHEME.length();
            header.readType();
            while (header.fault == null && header.current() == ';') {
                header.readParameter();
            }
            header.finish();
        } else {
            header.fault = "it does not start with 'data:'";
        }
        return header;
    }

    /** What is wrong, at {@link #end()}; null if nothing is. */
    @Nullable
    String fault() {
        return fault;
    }

    /** Where the content starts, or the fault is. */
    int end() {
        return position;
    }

    ContentType contentType() {
        return contentType;
    }

    /** Whether the type was written down. */
    boolean typed() {
        return typed;
    }

    boolean base64() {
        return base64;
    }

    Map<String, String> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    private void readType() {
        int start = position;
        while (position < text.length() && isTypeCharacter(text.charAt(position))) {
            position++;
        }
        if (position > start) {
            String type = text.substring(start, position).toLowerCase(Locale.ROOT);
            if (ContentType.isValid(type)) {
                contentType = new ContentType(type);
                typed = true;
            } else {
                position = start;
                fault = "no media type such as image/png";
            }
        }
    }

    private void readParameter() {
        int start = ++position; // after the semicolon
        while (isTokenCharacter(current())) {
            position++;
        }
        String name = text.substring(start, position).toLowerCase(Locale.ROOT);
        if (current() != '=') {
            base64 = name.equals(BASE64);
            if (!base64) {
                fault = "a parameter is not name=value";
            } else if (current() == ';') {
                fault = "';base64' must stand last before the comma";
            }
            return;
        }
        if (name.isEmpty()) {
            fault = "a parameter without a name";
            return;
        }
        position++;
        String value = current() == '"' ? readQuoted() : readToken();
        if (value != null && parameters.putIfAbsent(name, value) != null) {
            position = start;
            fault = "a parameter stands twice";
        }
    }

    private @Nullable String readToken() {
        int start = position;
        while (isTokenCharacter(current())) {
            position++;
        }
        PercentText.Result value = PercentText.decode(text, start, position);
        if (position == start || value.bytes() == null) {
            position = Math.max(start, value.faultOffset());
            fault = "a parameter without a readable value";
            return null;
        }
        return new String(value.bytes(), StandardCharsets.UTF_8);
    }

    private @Nullable String readQuoted() {
        int start = position++;
        StringBuilder value = new StringBuilder();
        while (position < text.length() && current() != '"') {
            if (current() == '\\' && position + 1 < text.length()) {
                position++;
            }
            value.append(current());
            position++;
        }
        if (position == text.length()) {
            position = start;
            fault = "a quoted value without an end";
            return null;
        }
        position++;
        return value.toString();
    }

    private void finish() {
        if (fault != null) {
            return;
        }
        if (position == text.length()) {
            fault = "no comma before the content";
        } else if (current() != ',') {
            fault = "a character that does not belong before the comma";
        } else {
            position++;
            if (!typed) {
                parameters.putIfAbsent("charset", "US-ASCII");
            }
        }
    }

    /** The character at hand; a comma, which ends everything, would not do at the end of the text. */
    private char current() {
        return position < text.length() ? text.charAt(position) : '\0';
    }

    private static boolean isTypeCharacter(char c) {
        return c == '/' || isTokenCharacter(c);
    }

    /** RFC 2045's token: printable ASCII without its special characters. */
    private static boolean isTokenCharacter(char c) {
        return c > ' ' && c < 0x7F && "()<>@,;:\\\"/[]?=".indexOf(c) < 0;
    }
}
