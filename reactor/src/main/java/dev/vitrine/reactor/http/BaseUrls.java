package dev.vitrine.reactor.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Base URLs, and the URLs of requests below them. Every value is percent-encoded exactly once. */
final class BaseUrls {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

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
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new IllegalArgumentException(
                    "baseUrl must be an absolute http or https URL such as https://host, with a host");
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "baseUrl must have no user info, query or fragment; give credentials by their own settings");
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
            encode(url, value(request, template.substring(open + 1, close)));
            from = close + 1;
        }
        url.append(template, from, template.length());
        char separator = '?';
        for (Map.Entry<String, String> parameter : request.query()) {
            encode(url.append(separator), parameter.getKey());
            encode(url.append('='), parameter.getValue());
            separator = '&';
        }
        return URI.create(url.toString());
    }

    static boolean sameOrigin(URI one, URI other) {
        return one.getScheme().equalsIgnoreCase(other.getScheme())
                && one.getHost().equalsIgnoreCase(other.getHost())
                && port(one) == port(other);
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
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

    private static void encode(StringBuilder url, String text) {
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (unit & 0xff);
            if (UNRESERVED.indexOf(c) >= 0) {
                url.append(c);
            } else {
                url.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
    }
}
