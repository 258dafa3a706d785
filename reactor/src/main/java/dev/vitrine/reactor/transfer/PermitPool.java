package dev.vitrine.reactor.transfer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Permits by count and by weight, given in the order they were asked for. Waiting holds no thread.
 *
 * <p>A claim is made and ended synchronously with the subscription that it serves, so that no permit can be on its way
 * to a subscriber that has just been cancelled.
 */
final class PermitPool {
    private final long maxWeight;
    private final AtomicInteger freeCount;
    private final AtomicLong freeWeight;
    private final Queue<Claim> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger draining = new AtomicInteger();

    PermitPool(int count, long weight) {
        this.maxWeight = weight;
        this.freeCount = new AtomicInteger(count);
        this.freeWeight = new AtomicLong(weight);
    }

    /**
     * Subscribes to the work once there is a permit, which is back before the work's end is signalled, and at once when
     * the wait or the work is cancelled.
     *
     * @param weight at most the pool's whole weight counts
     */
    <T> Mono<T> with(long weight, Supplier<? extends Mono<T>> work) {
        return Mono.using(
                () -> claim(Math.min(weight, maxWeight)),
                claim -> claim.isGranted() ? work.get() : claim.granted().then(Mono.defer(work)),
                Claim::end);
    }

    int freeCount() {
        return freeCount.get();
    }

    long freeWeight() {
        return freeWeight.get();
    }

    int waiting() {
        return waiting.size();
    }

    private Claim claim(long weight) {
        Claim claim = new Claim(weight);
        waiting.add(claim);
        drain();
        return claim;
    }

    /** One thread at a time grants; the others leave it a note. So a grant that ends at once does not recurse. */
    private void drain() {
        if (draining.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        do {
            for (Claim head = waiting.peek(); head != null && fits(head); head = waiting.peek()) {
                waiting.remove(head); // by identity: it may have left the queue by itself
                freeCount.decrementAndGet();
                freeWeight.addAndGet(-head.weight);
                if (!head.grant()) {
                    giveBack(head);
                }
            }
            seen = draining.addAndGet(-seen);
        } while (seen != 0);
    }

    private boolean fits(Claim claim) {
        return freeCount.get() > 0 && freeWeight.get() >= claim.weight;
    }

    private void giveBack(Claim claim) {
        freeWeight.addAndGet(claim.weight);
        freeCount.incrementAndGet();
    }

    private final class Claim {
        private static final int WAITING = 0;
        private static final int GRANTED = 1;
        private static final int ENDED = 2;
        private final AtomicInteger state = new AtomicInteger(WAITING);
        private final long weight;
        private volatile Sinks.@Nullable Empty<Void> waiter; // most claims never wait

        Claim(long weight) {
            this.weight = weight;
        }

        boolean grant() {
            if (!state.compareAndSet(WAITING, GRANTED)) {
                return false;
            }
            Sinks.Empty<Void> waits = waiter;
            if (waits != null) {
                waits.tryEmitEmpty();
            }
            return true;
        }

        boolean isGranted() {
            return state.get() == GRANTED;
        }

        /** Completes when it is; asked for once. */
        Mono<Void> granted() {
            Sinks.Empty<Void> waits = Sinks.empty();
            waiter = waits;
            return isGranted() ? Mono.empty() : waits.asMono(); // it may have been granted just before
        }

        void end() {
            int before = state.getAndSet(ENDED);
            if (before == ENDED) {
                return;
            }
            if (before == GRANTED) {
                giveBack(this);
            } else {
                waiting.remove(this);
            }
            drain();
        }
    }
}
