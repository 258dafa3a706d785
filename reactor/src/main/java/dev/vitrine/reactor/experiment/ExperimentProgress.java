package dev.vitrine.reactor.experiment;

/**
 * How far a run is.
 *
 * @param started items that were begun
 * @param succeeded items that gave an output and were judged
 * @param failed items that gave no output
 */
public record ExperimentProgress(long started, long succeeded, long failed) {
    /** Items that ended. */
    public long finished() {
        return succeeded + failed;
    }

    /** Items under way. */
    public long inProgress() {
        return started - finished();
    }
}
