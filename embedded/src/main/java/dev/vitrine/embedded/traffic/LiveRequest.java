package dev.vitrine.embedded.traffic;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A request under way, as the server updates it. */
public final class LiveRequest {
    private final ObservedRequest head;
    private final RequestLog log;
    private final AtomicLong bodyBytes = new AtomicLong();
    private final AtomicBoolean left = new AtomicBoolean();
    private volatile int status;

    LiveRequest(
            RequestLog log,
            long sequence,
            Instant at,
            Route route,
            String method,
            String path,
            String query,
            Map<String, String> headers) {
        this.log = log;
        this.head = new ObservedRequest(sequence, at, route, method, path, query, Map.copyOf(headers), 0, 0);
    }

    public Route route() {
        return head.route();
    }

    /** Counts bytes of the body. */
    public void received(int bytes) {
        bodyBytes.addAndGet(bytes);
    }

    /** Notes the status, just before it is sent, so that a client that has the answer also finds it here. */
    public void answered(int status) {
        this.status = status;
    }

    /** Says that the request no longer counts as under way. Later calls do nothing. */
    public void leave() {
        if (left.compareAndSet(false, true)) {
            log.left(head.route());
        }
    }

    ObservedRequest snapshot() {
        return new ObservedRequest(
                head.sequence(),
                head.at(),
                head.route(),
                head.method(),
                head.path(),
                head.query(),
                head.headers(),
                bodyBytes.get(),
                status);
    }
}
