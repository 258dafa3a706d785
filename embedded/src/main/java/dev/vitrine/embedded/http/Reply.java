package dev.vitrine.embedded.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An answer that is still to be sent.
 *
 * @param status the HTTP status
 * @param headers all but Content-Length, which follows from the body
 * @param body the content
 * @param readsBody whether the rest of the request's body is read before the answer is sent; otherwise the connection
 *     is closed after it
 */
public record Reply(int status, Map<String, String> headers, Body body, boolean readsBody) {

    public static Reply json(int status, byte[] json) {
        return json(status, List.of(json));
    }

    public static Reply json(int status, List<byte[]> parts) {
        return of(status, "application/json; charset=utf-8", new HeapBody(parts));
    }

    /** A text without a content type, as the platform's framework sends its own errors. */
    public static Reply bareText(int status, String text) {
        return new Reply(status, Map.of(), new HeapBody(List.of(text.getBytes(StandardCharsets.UTF_8))), true);
    }

    public static Reply text(int status, String contentType, String text) {
        return of(status, contentType, new HeapBody(List.of(text.getBytes(StandardCharsets.UTF_8))));
    }

    public static Reply empty(int status) {
        return new Reply(status, Map.of(), new HeapBody(List.of()), true);
    }

    public static Reply of(int status, String contentType, Body body) {
        return new Reply(status, Map.of("Content-Type", contentType), body, true);
    }

    public Reply withHeader(String name, String value) {
        return withHeaders(Map.of(name, value));
    }

    public Reply withHeaders(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, all, body, readsBody);
    }

    /** The same answer, sent at once and followed by the end of the connection. */
    public Reply early() {
        return new Reply(status, headers, body, false);
    }
}
