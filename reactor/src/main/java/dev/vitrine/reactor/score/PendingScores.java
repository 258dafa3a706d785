package dev.vitrine.reactor.score;

import dev.vitrine.reactor.background.SeldomWarning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A batch on its way: what of it is not settled yet. Used by one request at a time, so by one thread at a time. */
final class PendingScores {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private final List<QueuedScore> batch;
    private @Nullable Map<String, QueuedScore> open; // null as long as all are
    private final ScoreQueue queue;
    private final ScoreCounters counters;
    private final SeldomWarning rejections;

    PendingScores(List<QueuedScore> batch, ScoreQueue queue, ScoreCounters counters, SeldomWarning rejections) {
        this.batch = batch;
        this.queue = queue;
        this.counters = counters;
        this.rejections = rejections;
    }

    /** In order. */
    List<QueuedScore> scores() {
        return open == null ? batch : new ArrayList<>(open.values());
    }

    boolean isEmpty() {
        return open == null ? batch.isEmpty() : open.isEmpty();
    }

    void delivered(String eventId) {
        QueuedScore score = settle(eventId);
        if (score != null) {
            counters.delivered.increment();
            score.arrived();
        }
    }

    /** All that are open. */
    void delivered() {
        List<QueuedScore> all = scores();
        open = new LinkedHashMap<>();
        long bytes = 0;
        for (QueuedScore score : all) {
            bytes += score.bytes();
        }
        queue.settled(all.size(), bytes);
        counters.delivered.add(all.size());
        all.forEach(QueuedScore::arrived);
    }

    /** Settles the score, unless the status says that it may be taken later. */
    void refused(String eventId, int status, String message, @Nullable Throwable cause) {
        QueuedScore score = mayPass(status) ? null : settle(eventId);
        if (score != null) {
            counters.rejected.increment();
            rejections.warn(() -> "Score '" + score.name() + "' was refused with status " + status + ": " + message);
            score.failed(new ScoreException(
                    ScoreException.Reason.REJECTED,
                    "Score '" + score.name() + "' was refused with status " + status + ": " + message,
                    status,
                    cause));
        }
    }

    /** Gives up what is still open. */
    void drop(Supplier<ScoreException> why) {
        for (QueuedScore score : scores()) {
            if (settle(score.eventId()) != null) {
                counters.undelivered.increment();
                score.failed(why.get());
            }
        }
    }

    /** Takes the second half out, to be sent by itself. */
    PendingScores splitOff() {
        List<QueuedScore> all = scores();
        List<QueuedScore> second = all.subList(all.size() / 2, all.size());
        second.forEach(score -> open().remove(score.eventId()));
        return new PendingScores(second, queue, counters, rejections);
    }

    private Map<String, QueuedScore> open() {
        Map<String, QueuedScore> known = open;
        if (known == null) {
            known = new LinkedHashMap<>();
            for (QueuedScore score : batch) {
                known.put(score.eventId(), score);
            }
            open = known;
        }
        return known;
    }

    private @Nullable QueuedScore settle(String eventId) {
        QueuedScore score = open().remove(eventId);
        if (score != null) {
            queue.settled(1, score.bytes());
        }
        return score;
    }

    static boolean mayPass(int status) {
        return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS;
    }

    /** Signals that some scores are still open after an answer. */
    static final class StillOpen extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StillOpen(int count) {
            super(count + " scores were put off by the platform", null, false, false);
        }
    }
}
