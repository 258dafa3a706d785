package dev.vitrine.reactor.http;

import java.time.Duration;
import java.util.Objects;

/**
 * How long each wait of a call may take.
 *
 * @param connect to open a connection
 * @param pendingAcquire for a free connection of the pool
 * @param response for the next bytes of an answer, or for a store to take the next bytes of a transfer
 * @param call for a whole call to the API: its waits, its retries and their pauses. A streamed answer is measured up to
 *     its first bytes. Transfers have no such limit, since their length has none
 */
public record HttpTimeouts(Duration connect, Duration pendingAcquire, Duration response, Duration call) {
    public static final HttpTimeouts DEFAULTS = new HttpTimeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(45), Duration.ofSeconds(30), Duration.ofSeconds(60));

    public HttpTimeouts {
        positive(connect, "connect");
        positive(pendingAcquire, "pendingAcquire");
        positive(response, "response");
        positive(call, "call");
    }

    public HttpTimeouts withConnect(Duration timeout) {
        return new HttpTimeouts(timeout, pendingAcquire, response, call);
    }

    public HttpTimeouts withPendingAcquire(Duration timeout) {
        return new HttpTimeouts(connect, timeout, response, call);
    }

    public HttpTimeouts withResponse(Duration timeout) {
        return new HttpTimeouts(connect, pendingAcquire, timeout, call);
    }

    public HttpTimeouts withCall(Duration timeout) {
        return new HttpTimeouts(connect, pendingAcquire, response, timeout);
    }

    private static void positive(Duration timeout, String name) {
        Objects.requireNonNull(timeout, name);
        if (timeout.toMillis() <= 0 || timeout.toMillis() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    name + " must be between 1 ms and " + Integer.MAX_VALUE + " ms, not " + timeout);
        }
    }
}
