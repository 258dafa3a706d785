package dev.vitrine.embedded.traffic;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The requests that reached a platform: counters per route, and the newest of them in detail. Holds at most the given
 * number of requests; the counters go on beyond that.
 */
public final class RequestLog {
    private final Clock clock;
    private final int capacity;
    private final AtomicLong sequence = new AtomicLong();
    private final ConcurrentLinkedDeque<LiveRequest> requests = new ConcurrentLinkedDeque<>();
    private final AtomicInteger size = new AtomicInteger();
    private final Map<Route, Gauge> gauges = new EnumMap<>(Route.class);

    public RequestLog(Clock clock, int capacity) {
        this.clock = clock;
        this.capacity = capacity;
        for (Route route : Route.values()) {
            gauges.put(route, new Gauge());
        }
    }

    /** What is remembered, oldest first. */
    public List<ObservedRequest> all() {
        return requests.stream().map(LiveRequest::snapshot).toList();
    }

    /** What is remembered of one route, oldest first. */
    public List<ObservedRequest> of(Route route) {
        return requests.stream()
                .filter(request -> request.route() == route)
                .map(LiveRequest::snapshot)
                .toList();
    }

    /** How many requests a route has had since the start or the last {@link #clear()}. */
    public long count(Route route) {
        return gauge(route).total.get();
    }

    /** The sum of all routes. */
    public long count() {
        return gauges.values().stream().mapToLong(gauge -> gauge.total.get()).sum();
    }

    /** How many requests of a route are under way now. */
    public int inFlight(Route route) {
        return gauge(route).current.get();
    }

    /** How many requests of all routes are under way now. */
    public int inFlight() {
        return gauges.values().stream().mapToInt(gauge -> gauge.current.get()).sum();
    }

    /** The most requests of a route that were ever under way at a time. */
    public int maxConcurrent(Route route) {
        return gauge(route).most.get();
    }

    /** Forgets the requests and starts the counters again; those under way stay under way. */
    public void clear() {
        requests.clear();
        size.set(0);
        gauges.values().forEach(Gauge::restart);
    }

    /** Notes a request whose head was read. For the server. */
    public LiveRequest enter(Route route, String method, String path, String query, Map<String, String> headers) {
        LiveRequest request =
                new LiveRequest(this, sequence.incrementAndGet(), clock.instant(), route, method, path, query, headers);
        gauge(route).enter();
        requests.addLast(request);
        if (size.incrementAndGet() > capacity && requests.pollFirst() != null) {
            size.decrementAndGet();
        }
        return request;
    }

    void left(Route route) {
        gauge(route).current.decrementAndGet();
    }

    private Gauge gauge(Route route) {
        Gauge gauge = gauges.get(route);
        if (gauge == null) {
            throw new NullPointerException("route");
        }
        return gauge;
    }

    private static final class Gauge {
        private final AtomicLong total = new AtomicLong();
        private final AtomicInteger current = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        private void enter() {
            total.incrementAndGet();
            int now = current.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
        }

        private void restart() {
            total.set(0);
            most.set(current.get());
        }
    }
}
