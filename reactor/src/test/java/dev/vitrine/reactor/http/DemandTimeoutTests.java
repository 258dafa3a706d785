package dev.vitrine.reactor.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class DemandTimeoutTests {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicBoolean lookNow = new AtomicBoolean();

    @Test
    void apply_askedAtTheMomentOfALook_isNotTakenForALongWait() {
        TestPublisher<Integer> source = TestPublisher.create();

        StepVerifier.create(DemandTimeout.apply(source.flux(), LIMIT, new LookingTimer()), 0)
                .then(() -> time.advanceTimeBy(LIMIT.multipliedBy(2).plusSeconds(29)))
                .then(() -> lookNow.set(true)) // the third look comes in the middle of the request
                .thenRequest(1)
                .then(() -> source.next(1))
                .expectNext(1)
                .then(source::complete)
                .verifyComplete();
    }

    /** Lets a second pass when it is asked for the time. */
    private final class LookingTimer implements Scheduler {
        @Override
        public long now(TimeUnit unit) {
            long now = time.now(unit);
            if (lookNow.compareAndSet(true, false)) {
                time.advanceTimeBy(Duration.ofSeconds(1));
            }
            return now;
        }

        @Override
        public Disposable schedule(Runnable task) {
            return time.schedule(task);
        }

        @Override
        public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
            return time.schedule(task, delay, unit);
        }

        @Override
        public Worker createWorker() {
            return time.createWorker();
        }
    }
}
