package dev.vitrine.embedded.traffic;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request as the server saw it.
 *
 * @param sequence counts all requests of the platform, from 1
 * @param at when its head was read, by the platform's clock
 * @param path the path as it was sent, without the query
 * @param query the query as it was sent; always empty for the object store, whose queries are secrets
 * @param headers by lower-case name; the values of credentials are hidden, but their scheme is shown
 * @param bodyBytes how much of the body was read so far
 * @param status the status that was answered, or 0: not answered yet, or never
 */
public record ObservedRequest(
        long sequence,
        Instant at,
        Route route,
        String method,
        String path,
        String query,
        Map<String, String> headers,
        long bodyBytes,
        int status) {

    /** The value of a header by its name in any case. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }
}
