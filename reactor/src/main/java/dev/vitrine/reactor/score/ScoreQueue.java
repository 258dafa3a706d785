package dev.vitrine.reactor.score;

import dev.vitrine.score.ScoreQueueOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * First in, first out, for many writers and one reader. Room is taken when a score is offered and given back when it is
 * settled, so that what is being sent counts, too. Marks take no room.
 */
final class ScoreQueue {
    private final ScoreQueueOptions options;
    private final Queue<QueuedScore> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger heldCount = new AtomicInteger();
    private final AtomicLong heldBytes = new AtomicLong();
    // of what is held, that which does not wait any more
    private final AtomicInteger takenCount = new AtomicInteger();
    private final AtomicLong takenBytes = new AtomicLong();
    private final AtomicInteger urgent = new AtomicInteger();

    ScoreQueue(ScoreQueueOptions options) {
        this.options = options;
    }

    /** @return false where there is no room */
    boolean offer(QueuedScore score) {
        int bytes = score.bytes();
        if (heldCount.incrementAndGet() > options.maxQueued()) {
            heldCount.decrementAndGet();
            return false;
        }
        if (heldBytes.addAndGet(bytes) > options.maxQueuedBytes()) {
            heldBytes.addAndGet(-bytes);
            heldCount.decrementAndGet();
            return false;
        }
        add(score);
        return true;
    }

    void add(QueuedScore entry) {
        if (entry.urgent()) {
            urgent.incrementAndGet();
        }
        waiting.add(entry);
    }

    /** Gives the room of scores back. */
    void settled(int count, long bytes) {
        // in this order, so that for a moment more seem to wait, and not less
        takenCount.addAndGet(-count);
        takenBytes.addAndGet(-bytes);
        heldCount.addAndGet(-count);
        heldBytes.addAndGet(-bytes);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Whether what waits should be sent without waiting for more. */
    boolean ready() {
        return heldCount.get() - takenCount.get() >= options.maxBatch()
                || heldBytes.get() - takenBytes.get() >= options.maxBatchBytes()
                || urgent.get() > 0;
    }

    @Nullable
    QueuedScore oldest() {
        return waiting.peek();
    }

    /** The next batch; reaches the marks that stand before it. Empty when nothing but marks waited. */
    List<QueuedScore> take() {
        List<QueuedScore> batch = new ArrayList<>(options.maxBatch());
        long bytes = ScoreJson.BATCH_BYTES;
        QueuedScore next = waiting.peek();
        while (next != null && batch.size() < options.maxBatch()) {
            if (next.isMark() && !batch.isEmpty()) {
                break;
            }
            bytes += next.bytes();
            if (bytes > options.maxBatchBytes() && !batch.isEmpty()) {
                break;
            }
            QueuedScore taken = poll();
            if (taken == null) {
                break;
            }
            if (taken.isMark()) {
                taken.arrived();
                bytes = ScoreJson.BATCH_BYTES;
            } else {
                batch.add(taken);
            }
            next = waiting.peek();
        }
        return batch;
    }

    @Nullable
    QueuedScore poll() {
        QueuedScore taken = waiting.poll();
        if (taken != null) {
            if (taken.urgent()) {
                urgent.decrementAndGet();
            }
            if (!taken.isMark()) {
                takenCount.incrementAndGet();
                takenBytes.addAndGet(taken.bytes());
            }
        }
        return taken;
    }

    int heldCount() {
        return heldCount.get();
    }

    long heldBytes() {
        return heldBytes.get();
    }
}
