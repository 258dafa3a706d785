package dev.vitrine.reactor.http;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what a server said into one short line that is fit for a message: no secrets, no signed query, no markup. */
final class Excerpts {
    static final int MAX_BYTES = 2048;
    private static final String HIDDEN = "<hidden>";
    private static final Pattern URL_QUERY = Pattern.compile("(https?://[^\\s\"'<>?]{1,2000})\\?[^\\s\"'<>]+");
    private static final Pattern SIGNED_PARAMETER = Pattern.compile(
            "(?i)((?:x-(?:amz|goog)-(?:signature|credential|security-token)|signature|awsaccesskeyid|sig)=)[^&\\s\"'<>]+");
    private static final Pattern AUTHORIZATION = Pattern.compile("(?i)\\b(basic|bearer)\\s+[a-z0-9+/=._~-]{8,}");
    private static final Pattern TAG = Pattern.compile("<[^<>]{0,500}>");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern XML_CODE = Pattern.compile("<Code>([^<]{1,200})</Code>");
    private static final Pattern XML_MESSAGE = Pattern.compile("<Message>([^<]{1,1000})</Message>");

    private Excerpts() {}

    static String of(byte[] body, Set<String> secrets) {
        return of(new String(body, StandardCharsets.UTF_8), secrets);
    }

    static String of(String text, Set<String> secrets) {
        String line = text.length() > MAX_BYTES * 2 ? text.substring(0, MAX_BYTES * 2) : text;
        if (line.stripLeading().startsWith("<")) {
            line = TAG.matcher(line).replaceAll(" ");
        }
        line = BLANKS.matcher(line).replaceAll(" ").strip();
        return cut(hide(line, secrets));
    }

    /**
     * What a store answered. Of its XML only code and message are taken: the rest repeats the signed request.
     */
    static String ofStore(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        Matcher code = XML_CODE.matcher(text);
        if (!code.find()) {
            return of(text, Set.of());
        }
        Matcher message = XML_MESSAGE.matcher(text);
        return of(message.find() ? code.group(1) + ": " + message.group(1) : code.group(1), Set.of());
    }

    private static String hide(String line, Set<String> secrets) {
        String safe = line;
        for (String secret : secrets) {
            safe = safe.replace(secret, HIDDEN);
        }
        safe = URL_QUERY.matcher(safe).replaceAll("$1?" + HIDDEN);
        safe = SIGNED_PARAMETER.matcher(safe).replaceAll("$1" + HIDDEN);
        return AUTHORIZATION.matcher(safe).replaceAll("$1 " + HIDDEN);
    }

    private static String cut(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_BYTES) {
            return line;
        }
        int end = MAX_BYTES - 3; // room for the ellipsis
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + "…";
    }
}
