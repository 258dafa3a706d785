package dev.vitrine.reactor.background;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class PendingWorkTests {
    private final PendingWork work = new PendingWork();

    @Test
    void await_nothingBegun_completes() {
        StepVerifier.create(work.await()).verifyComplete();
        StepVerifier.create(work.await()).verifyComplete();
    }

    @Test
    void await_waitsForWhatBeganBefore_notAfter() {
        PendingWork.Piece before = work.begin();
        List<PendingWork.Piece> after = new ArrayList<>();
        StepVerifier.create(work.await())
                .expectSubscription()
                .then(() -> after.add(work.begin()))
                .expectNoEvent(Duration.ofMillis(20))
                .then(before::end)
                .verifyComplete();
        StepVerifier.create(work.await())
                .then(before::end) // again, which counts for nothing
                .expectNoEvent(Duration.ofMillis(20))
                .then(() -> after.get(0).end())
                .verifyComplete();
    }

    @Test
    void await_twice_bothWaitForTheOldest() {
        PendingWork.Piece oldest = work.begin();
        StepVerifier first = StepVerifier.create(work.await()).expectComplete().verifyLater();
        StepVerifier second = StepVerifier.create(work.await()).expectComplete().verifyLater();
        oldest.end();
        first.verify(Duration.ofSeconds(5));
        second.verify(Duration.ofSeconds(5));
    }

    @Test
    void manyThreads_noneIsForgotten() {
        StepVerifier.create(Flux.range(0, 2_000)
                        .flatMap(
                                i -> Mono.fromCallable(work::begin)
                                        .subscribeOn(Schedulers.parallel())
                                        .flatMap(piece -> (i % 10 == 0
                                                        ? work.await()
                                                                .timeout(Duration.ofSeconds(20))
                                                                .doOnSubscribe(s -> piece.end())
                                                        : Mono.<Void>empty())
                                                .doFinally(end -> piece.end())),
                                64))
                .expectComplete()
                .verify(Duration.ofSeconds(30));
        StepVerifier.create(work.await()).expectComplete().verify(Duration.ofSeconds(5));
    }
}
