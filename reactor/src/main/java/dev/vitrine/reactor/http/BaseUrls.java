package dev.vitrine.reactor.http;

import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** Base URLs, and the URLs of requests below them. Every value is percent-encoded exactly once. */
final class BaseUrls {
    private BaseUrls() {}

    static URI parse(String baseUrl) {
        Objects.requireNonNull(baseUrl, "baseUrl");
        String text = baseUrl.strip();
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '/') {
            end--;
        }
        URI uri;
        try {
            uri = URI.create(text.substring(0, end));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "baseUrl must be an absolute URL such as https://host, but is malformed");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "baseUrl must have no user info, query or fragment; give credentials by their own settings");
        }
        if (Origin.of(uri) == null) {
            throw new IllegalArgumentException(
                    "baseUrl must be an absolute http or https URL such as https://host, with a host and a port, if any,"
                            + " of 1 to 65535");
        }
        return uri;
    }

    static URI resolve(URI baseUrl, ApiRequest request) {
        StringBuilder url = new StringBuilder(baseUrl.toString());
        String template = request.template();
        int from = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
            int close = template.indexOf('}', open);
            url.append(template, from, open);
            String name = template.substring(open + 1, close);
            encode(url, name, value(request, name));
            from = close + 1;
        }
        url.append(template, from, template.length());
        char separator = '?';
        for (Map.Entry<String, String> parameter : request.query()) {
            String name = parameter.getKey();
            encode(url.append(separator), name, name);
            encode(url.append('='), name, parameter.getValue());
            separator = '&';
        }
        return URI.create(url.toString());
    }

    static boolean sameOrigin(URI one, URI other) {
        return Objects.equals(Origin.of(one), Origin.of(other));
    }

    private static String value(ApiRequest request, String name) {
        String value = request.pathValues().get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for {" + name + "} of " + request);
        }
        // "." and ".." would be taken out of the path on the way, whatever their encoding
        if (value.isEmpty() || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException(
                    name + " must not be empty, \".\" or \"..\": it is a part of the path of " + request);
        }
        return value;
    }

    private static void encode(StringBuilder url, String name, String text) {
        int plain = 0;
        while (plain < text.length() && isUnreserved(text.charAt(plain))) {
            plain++;
        }
        url.append(text, 0, plain);
        if (plain < text.length()) {
            encodeUnits(url, name, text.substring(plain));
        }
    }

    private static void encodeUnits(StringBuilder url, String name, String text) {
        ByteBuffer units;
        try {
            units = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) { // would become a '?', and so name something else
            throw new IllegalArgumentException(name + " must be text without half a surrogate pair");
        }
        while (units.hasRemaining()) {
            char c = (char) (units.get() & 0xff);
            if (isUnreserved(c)) {
                url.append(c);
            } else {
                url.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
    }

    private static boolean isUnreserved(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
