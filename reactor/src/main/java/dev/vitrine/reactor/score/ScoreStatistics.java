package dev.vitrine.reactor.score;

/**
 * Counts since the client was made. All that was accepted is delivered, rejected, undelivered or still queued.
 *
 * @param accepted taken into the queue
 * @param delivered taken by the platform
 * @param rejected refused by the platform for what they are
 * @param undelivered dropped because the platform could not be reached in time, or the client was closed before
 * @param queueFull not accepted because the queue was full
 * @param invalid not accepted because the platform could not take them
 * @param refusedAfterClose not accepted because the client was closed
 * @param sampledOut not accepted because their trace is not sampled
 * @param repeatedRequests requests that were sent again
 * @param queued waiting or being sent now
 * @param queuedBytes the bytes of these, as encoded
 */
public record ScoreStatistics(
        long accepted,
        long delivered,
        long rejected,
        long undelivered,
        long queueFull,
        long invalid,
        long refusedAfterClose,
        long sampledOut,
        long repeatedRequests,
        int queued,
        long queuedBytes) {}
