package dev.vitrine.reactor.score;

import dev.vitrine.score.ScoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Sinks;

/**
 * A score as it waits, already encoded, so that later changes of what it was made from do not matter; or a mark that is
 * reached once all before it is settled.
 *
 * @param eventId the same in each repetition, by which the platform tells them
 * @param timestamp of the score
 * @param body the score's JSON object; empty for a mark
 * @param outcome who waits, if anyone does
 */
record QueuedScore(
        ScoreId id,
        String name,
        String eventId,
        Instant timestamp,
        byte[] body,
        Sinks.@Nullable Empty<Void> outcome,
        long acceptedAt) {
    private static final ScoreId NONE = new ScoreId("mark");
    private static final byte[] NOTHING = {};

    static QueuedScore mark(Sinks.Empty<Void> reached, long now) {
        return new QueuedScore(NONE, "", "", Instant.EPOCH, NOTHING, reached, now);
    }

    boolean isMark() {
        return body.length == 0;
    }

    /** Whether it is not to wait for others. */
    boolean urgent() {
        return outcome != null;
    }

    /** What it adds to a batch. */
    int bytes() {
        return body.length + ScoreJson.ENVELOPE_BYTES;
    }

    void arrived() {
        if (outcome != null) {
            outcome.tryEmitEmpty();
        }
    }

    void failed(ScoreException failure) {
        if (outcome != null) {
            outcome.tryEmitError(failure);
        }
    }
}
