package dev.vitrine.reactor.score;

import java.util.concurrent.atomic.LongAdder;

/** The running counts behind {@link ScoreStatistics}. */
final class ScoreCounters {
    final LongAdder accepted = new LongAdder();
    final LongAdder delivered = new LongAdder();
    final LongAdder rejected = new LongAdder();
    final LongAdder undelivered = new LongAdder();
    final LongAdder queueFull = new LongAdder();
    final LongAdder invalid = new LongAdder();
    final LongAdder refusedAfterClose = new LongAdder();
    final LongAdder sampledOut = new LongAdder();
    final LongAdder repeatedRequests = new LongAdder();

    ScoreStatistics snapshot(ScoreQueue queue) {
        return new ScoreStatistics(
                accepted.sum(),
                delivered.sum(),
                rejected.sum(),
                undelivered.sum(),
                queueFull.sum(),
                invalid.sum(),
                refusedAfterClose.sum(),
                sampledOut.sum(),
                repeatedRequests.sum(),
                queue.heldCount(),
                queue.heldBytes());
    }
}
