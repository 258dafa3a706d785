package dev.vitrine.embedded.traffic;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Describes a fault; the order of the calls does not matter. Without a call to {@link #times(int)} it stays until it
 * is cleared.
 */
public final class FaultSpec {
    private int skip;
    private int times = Integer.MAX_VALUE;
    private Predicate<ObservedRequest> when = request -> true;
    private Duration delay = Duration.ZERO;
    private boolean hang;
    private int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable String contentType;
    private @Nullable String body;
    private @Nullable Disconnect disconnect;
    private int chunkBytes;
    private Duration chunkDelay = Duration.ZERO;
    private Duration readDelay = Duration.ZERO;

    FaultSpec() {}

    /** Disturbs this many requests, then ends. */
    public FaultSpec times(int times) {
        this.times = positive(times, "times");
        return this;
    }

    /** Lets this many matching requests pass first. */
    public FaultSpec after(int requests) {
        if (requests < 0) {
            throw new IllegalArgumentException("requests must be zero or more, not " + requests);
        }
        this.skip = requests;
        return this;
    }

    /** Only requests that match count. What is shown is the head of the request: no status and no body size yet. */
    public FaultSpec when(Predicate<ObservedRequest> when) {
        this.when = Objects.requireNonNull(when, "when");
        return this;
    }

    /** Answers this status instead of doing the work, after the request's body was read. */
    public FaultSpec status(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status must be 200 to 599, not " + status);
        }
        this.status = status;
        return this;
    }

    /** The body of the made-up answer; the status is 200 unless {@link #status(int)} says otherwise. */
    public FaultSpec body(String contentType, String text) {
        this.contentType = Objects.requireNonNull(contentType, "contentType");
        this.body = Objects.requireNonNull(text, "text");
        if (status == 0) {
            status = 200;
        }
        return this;
    }

    /** Adds a header to the answer, made up or not. */
    public FaultSpec header(String name, String value) {
        headers.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /** Adds {@code Retry-After} in whole seconds. */
    public FaultSpec retryAfter(Duration retryAfter) {
        return header("Retry-After", Long.toString(retryAfter.toSeconds()));
    }

    /** Waits before anything else. */
    public FaultSpec delay(Duration delay) {
        this.delay = Objects.requireNonNull(delay, "delay");
        return this;
    }

    /** Never answers; ends when the client goes away. */
    public FaultSpec hang() {
        this.hang = true;
        return this;
    }

    /** Closes the connection. */
    public FaultSpec disconnect(Disconnect when) {
        this.disconnect = Objects.requireNonNull(when, "when");
        return this;
    }

    /** Sends the answer in pieces of this size with a pause before each. */
    public FaultSpec slowBody(int chunkBytes, Duration pause) {
        this.chunkBytes = positive(chunkBytes, "chunkBytes");
        this.chunkDelay = Objects.requireNonNull(pause, "pause");
        return this;
    }

    /** Pauses after each piece of the request's body, so that the client has to wait with the rest. */
    public FaultSpec slowRead(Duration pause) {
        this.readDelay = Objects.requireNonNull(pause, "pause");
        return this;
    }

    Fault toFault() {
        return new Fault(
                skip,
                times,
                when,
                delay,
                hang,
                status,
                Map.copyOf(headers),
                contentType,
                body,
                disconnect,
                chunkBytes,
                chunkDelay,
                readDelay);
    }

    private static int positive(int value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
        return value;
    }
}
