package dev.vitrine.reactor.trace;

/**
 * What became of the media in a client's trace data so far. An image in several fields counts in each.
 *
 * @param accepted media that were queued for upload, those that an earlier run left included
 * @param uploaded media that the platform has, linked to their observation
 * @param failed media that could not be read, or whose upload failed for good
 * @param dropped media that found the queue full, or were left in it at the end
 * @param missing media that were not read within the deadline
 * @param truncated values that were not searched to their end because of a limit
 * @param heapBytes held for media on the heap now
 * @param spoolBytes held for media on disk now
 */
public record TraceMediaMetrics(
        long accepted,
        long uploaded,
        long failed,
        long dropped,
        long missing,
        long truncated,
        long heapBytes,
        long spoolBytes) {
    static final TraceMediaMetrics NONE = new TraceMediaMetrics(0, 0, 0, 0, 0, 0, 0, 0);
}
