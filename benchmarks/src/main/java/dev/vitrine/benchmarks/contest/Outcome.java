package dev.vitrine.benchmarks.contest;

/**
 * What a pass did, as the contestant itself saw it.
 *
 * @param operations items, media or observations
 * @param references references that were put in
 * @param hash of the items' ids in order, 0 where there are none
 */
public record Outcome(long operations, long references, long hash) {
    public static Outcome of(long operations) {
        return new Outcome(operations, 0, 0);
    }
}
