package dev.vitrine.embedded.http;

import dev.vitrine.embedded.traffic.Route;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The routes of the API: paths with {@code *} for a variable segment, and their methods. */
public final class RouteTable {
    private final List<Entry> entries = new ArrayList<>();

    /** A route that takes bytes, and how many at most. */
    record Bytes(BytesEndpoint endpoint, int maxBytes) {}

    /** A route and what it does: for JSON, or for bytes. */
    record Entry(
            Route route,
            String method,
            List<String> pattern,
            Access access,
            Endpoint endpoint,
            @Nullable Bytes bytes) {
        Entry(Route route, String method, List<String> pattern, Access access, Endpoint endpoint) {
            this(route, method, pattern, access, endpoint, null);
        }

        boolean open() {
            return access == Access.OPEN;
        }

        boolean matches(String[] segments) {
            if (segments.length != pattern.size()) {
                return false;
            }
            for (int i = 0; i < pattern.size(); i++) {
                boolean same = pattern.get(i).equals("*")
                        ? !segments[i].isEmpty()
                        : pattern.get(i).equals(segments[i]);
                if (!same) {
                    return false;
                }
            }
            return true;
        }
    }

    /** A route that wants keys. */
    public RouteTable add(Route route, String method, String pattern, Endpoint endpoint) {
        entries.add(new Entry(route, method, List.of(pattern.split("/", -1)), Access.KEYS, endpoint));
        return this;
    }

    /** A route that wants keys, and whose refusals name an error class. */
    public RouteTable addTyped(Route route, String method, String pattern, Endpoint endpoint) {
        entries.add(new Entry(route, method, List.of(pattern.split("/", -1)), Access.KEYS_TYPED, endpoint));
        return this;
    }

    /** A route for which the public key alone is enough. */
    public RouteTable addForPublicKey(
            Route route, String method, String pattern, boolean typedRefusals, Endpoint endpoint) {
        Access access = typedRefusals ? Access.SCORES_TYPED : Access.SCORES;
        entries.add(new Entry(route, method, List.of(pattern.split("/", -1)), access, endpoint));
        return this;
    }

    /** A route that anybody may call. Its call has a tenant all the same: the first one. */
    public RouteTable addOpen(Route route, String method, String pattern, Endpoint endpoint) {
        entries.add(new Entry(route, method, List.of(pattern.split("/", -1)), Access.OPEN, endpoint));
        return this;
    }

    /** A route that wants keys and takes bytes, at most so many. */
    public RouteTable addBytes(Route route, String method, String pattern, int maxBytes, BytesEndpoint endpoint) {
        Endpoint none = call -> {
            throw ApiFailure.internal("no JSON here");
        };
        entries.add(new Entry(
                route, method, List.of(pattern.split("/", -1)), Access.KEYS, none, new Bytes(endpoint, maxBytes)));
        return this;
    }

    @Nullable
    Entry find(String method, String[] segments) {
        for (Entry entry : entries) {
            if (entry.method().equals(method) && entry.matches(segments)) {
                return entry;
            }
        }
        return null;
    }

    boolean knows(String[] segments) {
        return entries.stream().anyMatch(entry -> entry.matches(segments));
    }
}
