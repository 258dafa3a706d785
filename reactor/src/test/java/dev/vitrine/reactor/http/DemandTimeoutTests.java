package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
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

        StepVerifier.create(DemandTimeout.apply(sent(source, Runnable::run), LIMIT, new LookingTimer()), 0)
                .then(() -> time.advanceTimeBy(LIMIT.multipliedBy(2).plusSeconds(29)))
                .then(() -> lookNow.set(true)) // the third look comes in the middle of the request
                .thenRequest(1)
                .then(() -> source.next(1))
                .expectNext(1)
                .then(source::complete)
                .verifyComplete();
    }

    @Test
    void apply_nothingArrives_failsAndCancels() {
        TestPublisher<Integer> source = TestPublisher.create();

        StepVerifier.create(DemandTimeout.apply(sent(source, Runnable::run), LIMIT, time))
                .then(() -> source.next(1))
                .expectNext(1)
                .then(() -> time.advanceTimeBy(LIMIT.plusSeconds(1)))
                .verifyError(DemandTimeout.Expired.class);
        source.assertCancelled();
    }

    @Test
    void apply_notAskedFor_isNoWait() {
        TestPublisher<Integer> source = TestPublisher.create();

        StepVerifier.create(DemandTimeout.apply(sent(source, Runnable::run), LIMIT, time), 0)
                .then(() -> time.advanceTimeBy(LIMIT.multipliedBy(10)))
                .thenRequest(1)
                .then(() -> time.advanceTimeBy(LIMIT.minusSeconds(1)))
                .then(() -> source.next(1).complete())
                .expectNext(1)
                .verifyComplete();
    }

    @Test
    void apply_requestIsNotSentYet_isNoWait() {
        TestPublisher<Integer> source = TestPublisher.create();

        StepVerifier.create(DemandTimeout.apply(source.flux(), LIMIT, time))
                .then(() -> time.advanceTimeBy(LIMIT.multipliedBy(10)))
                .then(() -> source.next(1).complete())
                .expectNext(1)
                .verifyComplete();
    }

    @Test
    void apply_readerIsBusyWithWhatHasArrived_isNoWait() {
        TestPublisher<Integer> source = TestPublisher.create();
        Queue<Runnable> reader = new ArrayDeque<>();

        StepVerifier.create(DemandTimeout.apply(sent(source, reader::add), LIMIT, time))
                .then(() -> time.advanceTimeBy(LIMIT.multipliedBy(10)))
                .then(() -> source.next(1)) // read before the question is answered
                .expectNext(1)
                .then(() -> reader.remove().run())
                .then(() -> assertThat(reader).isEmpty())
                .then(() -> time.advanceTimeBy(LIMIT.plusSeconds(1)))
                .then(() -> reader.remove().run())
                .verifyError(DemandTimeout.Expired.class);
    }

    @Test
    void apply_firstPieceIsLate_failsWhetherTheRequestIsSentOrNot() {
        for (boolean sent : new boolean[] {true, false}) {
            TestPublisher<Integer> source = TestPublisher.create();
            Flux<Integer> answer = sent ? sent(source, Runnable::run) : source.flux();

            StepVerifier.create(DemandTimeout.apply(answer, LIMIT.multipliedBy(9), LIMIT, time), 0)
                    .then(() -> time.advanceTimeBy(LIMIT))
                    .verifyError(DemandTimeout.Late.class);
            source.assertCancelled();
        }
    }

    @Test
    void apply_endedOrCancelled_leavesNoLook() {
        TestPublisher<Integer> source = TestPublisher.create();
        Queue<Runnable> reader = new ArrayDeque<>();
        Flux<Integer> limited = DemandTimeout.apply(sent(source, reader::add), LIMIT, time);

        StepVerifier.create(limited).then(source::complete).verifyComplete();
        StepVerifier.create(limited).thenCancel().verify();
        StepVerifier.create(DemandTimeout.apply(Flux.error(new IOException("broken")), LIMIT, time))
                .verifyError(IOException.class);

        time.advanceTimeBy(LIMIT.multipliedBy(10));
        assertThat(reader).isEmpty();
    }

    private static Flux<Integer> sent(TestPublisher<Integer> source, Executor reader) {
        return Flux.deferContextual(context -> {
            DemandTimeout.sent(context, reader);
            return source.flux();
        });
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
