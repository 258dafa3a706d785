package dev.vitrine.reactor.trace;

/**
 * What became of a client's observations so far.
 *
 * @param started observations and events that were started, sampled or not
 * @param ended those that have ended
 * @param exported spans that the platform accepted
 * @param failed spans whose export failed for good, or that were dropped because their masking failed
 * @param dropped spans that found the queue full
 */
public record TracingMetrics(long started, long ended, long exported, long failed, long dropped) {
    static final TracingMetrics NONE = new TracingMetrics(0, 0, 0, 0, 0);

    /** Observations under way; what stays here after the work is done was never ended, and is never exported. */
    public long open() {
        return started - ended;
    }
}
