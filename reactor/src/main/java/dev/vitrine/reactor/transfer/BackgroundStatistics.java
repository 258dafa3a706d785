package dev.vitrine.reactor.transfer;

/**
 * Counts since the queue was made, and what it holds now. All that was accepted is uploaded, failed, dropped or pending.
 *
 * @param accepted blobs taken into the queue, those of an earlier run included
 * @param uploaded blobs that the platform has, linked to their targets
 * @param failed blobs whose upload failed for good, or could not be read
 * @param dropped blobs that found no room, or were left when the queue was shut down
 * @param heapBytes held on the heap now
 * @param spoolBytes held on disk now
 */
public record BackgroundStatistics(
        long accepted, long uploaded, long failed, long dropped, long heapBytes, long spoolBytes) {
    public static final BackgroundStatistics NONE = new BackgroundStatistics(0, 0, 0, 0, 0, 0);
}
