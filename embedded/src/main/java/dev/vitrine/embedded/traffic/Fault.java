package dev.vitrine.embedded.traffic;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One rule that disturbs a route. Written by {@link FaultSpec}, read by the server.
 *
 * @param skip how many matching requests pass before the rule begins
 * @param times how many requests the rule disturbs
 * @param when which requests count
 * @param delay how long the request waits before anything else
 * @param hang whether the request is never answered
 * @param status the status to answer instead of doing the work, 0 for none
 * @param headers added to the answer, also to a regular one
 * @param contentType of {@code body}
 * @param body the text to answer
 * @param disconnect when the connection is closed, if at all
 * @param chunkBytes the size of the pieces of a slow answer, 0 for an ordinary one
 * @param chunkDelay the pause before each piece of a slow answer
 * @param readDelay the pause after each piece of the request's body
 */
public record Fault(
        int skip,
        int times,
        Predicate<ObservedRequest> when,
        Duration delay,
        boolean hang,
        int status,
        Map<String, String> headers,
        @Nullable String contentType,
        @Nullable String body,
        @Nullable Disconnect disconnect,
        int chunkBytes,
        Duration chunkDelay,
        Duration readDelay) {

    /** Whether the answer is made up, so that the work is not done. */
    public boolean replacesAnswer() {
        return status > 0;
    }
}
