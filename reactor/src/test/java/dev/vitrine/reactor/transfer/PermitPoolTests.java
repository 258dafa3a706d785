package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class PermitPoolTests {
    private final PermitPool pool = new PermitPool(2, 100);

    @Test
    void with_succeedsOrFails_givesThePermitBackBeforeTheSignal() {
        assertThat(pool.with(
                                10,
                                () -> Mono.just("x")
                                        .doOnNext(x ->
                                                assertThat(pool.freeCount()).isEqualTo(1)))
                        .doOnNext(x -> assertFree())
                        .block())
                .isEqualTo("x");
        StepVerifier.create(pool.with(10, () -> Mono.error(new IllegalStateException("x")))
                        .doOnError(x -> assertFree()))
                .verifyErrorMessage("x");
        StepVerifier.create(pool.with(10, () -> {
                    throw new IllegalStateException("thrown");
                }))
                .verifyErrorMessage("thrown");
        StepVerifier.create(pool.with(10, Mono::empty)).verifyComplete();
        assertFree();
    }

    @Test
    void with_countOrWeightIsOut_waitsInOrder() {
        List<Integer> started = new ArrayList<>();
        List<Sinks.Empty<Void>> ends = new ArrayList<>();
        int[] weights = {60, 60, 10, 30}; // the second does not fit beside the first; the others wait their turn
        for (int i = 0; i < weights.length; i++) {
            int number = i;
            Sinks.Empty<Void> end = Sinks.empty();
            ends.add(end);
            pool.with(weights[i], () -> {
                        started.add(number);
                        return end.asMono();
                    })
                    .subscribe();
        }

        assertThat(started).containsExactly(0);
        ends.get(0).tryEmitEmpty();
        assertThat(started).containsExactly(0, 1, 2);
        ends.get(2).tryEmitEmpty();
        assertThat(started).containsExactly(0, 1, 2, 3);
        ends.get(1).tryEmitEmpty();
        ends.get(3).tryEmitEmpty();
        assertFree();
    }

    @Test
    void with_moreThanTheWholeWeight_getsTheWhole() {
        assertThat(pool.with(1_000_000, () -> Mono.just(pool.freeWeight())).block())
                .isZero();
        assertFree();
    }

    @Test
    void with_cancelledWhileWaiting_letsTheNextPass() {
        List<Disposable> holders = List.of(
                pool.with(50, Mono::never).subscribe(),
                pool.with(40, Mono::never).subscribe());
        AtomicInteger ran = new AtomicInteger();
        Disposable big = pool.with(100, Mono::never).subscribe();
        pool.with(1, () -> Mono.fromRunnable(ran::incrementAndGet)).subscribe();

        holders.get(0).dispose();
        assertThat(ran).hasValue(0); // the big one is before it
        big.dispose();
        assertThat(ran).hasValue(1);
        holders.get(1).dispose();
        assertFree();
    }

    @Test
    void with_manyThatEndAtOnce_doesNotGrowTheStack() {
        Sinks.Empty<Void> gate = Sinks.empty();
        List<Disposable> holders = List.of(
                pool.with(1, gate::asMono).subscribe(),
                pool.with(1, gate::asMono).subscribe());
        AtomicInteger ran = new AtomicInteger();
        for (int i = 0; i < 100_000; i++) {
            pool.with(1, () -> Mono.fromRunnable(ran::incrementAndGet)).subscribe();
        }

        gate.tryEmitEmpty();
        assertThat(ran).hasValue(100_000);
        assertThat(holders).allMatch(Disposable::isDisposed);
        assertFree();
    }

    @Test
    void with_manyThreads_neverRunsMoreThanThePermits() {
        PermitPool small = new PermitPool(3, 30);
        AtomicInteger running = new AtomicInteger();
        AtomicLong weight = new AtomicLong();
        AtomicInteger tooMany = new AtomicInteger();
        Flux.range(0, 5_000)
                .flatMap(
                        i -> small.with(
                                        weightOf(i),
                                        () -> working(i)
                                                .doOnSubscribe(x -> {
                                                    if (running.incrementAndGet() > 3
                                                            || weight.addAndGet(weightOf(i)) > 30) {
                                                        tooMany.incrementAndGet();
                                                    }
                                                })
                                                .doOnNext(x -> {
                                                    weight.addAndGet(-weightOf(i));
                                                    running.decrementAndGet();
                                                }))
                                .subscribeOn(Schedulers.parallel()),
                        64)
                .blockLast(Duration.ofSeconds(60));

        assertThat(tooMany).hasValue(0);
        assertThat(small.freeCount()).isEqualTo(3);
        assertThat(small.freeWeight()).isEqualTo(30);
    }

    @Test
    void with_cancelsFromOtherThreads_losesNoPermitAndGivesNoneTwice() {
        PermitPool small = new PermitPool(3, 30);
        Flux.range(0, 20_000)
                .flatMap(
                        i -> small.with(weightOf(i), () -> working(i))
                                .subscribeOn(Schedulers.parallel())
                                .timeout(
                                        Duration.ofNanos(
                                                ThreadLocalRandom.current().nextLong(1, 2_000_000)),
                                        Mono.just(-1),
                                        Schedulers.parallel()),
                        64)
                .blockLast(Duration.ofSeconds(60));

        // a permit that was lost or given twice stays so; a cancel may still be on its way
        Mono.fromSupplier(() -> small.freeCount() == 3 && small.freeWeight() == 30 && small.waiting() == 0)
                .filter(free -> free)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(10)))
                .block(Duration.ofSeconds(10));
        StepVerifier.create(Flux.range(0, 3).flatMap(i -> small.with(10, () -> Mono.just(i)), 3))
                .expectNextCount(3)
                .verifyComplete();
    }

    private static int weightOf(int i) {
        return i % 12 + 1;
    }

    private static Mono<Integer> working(int i) {
        return i % 3 == 0 ? Mono.just(i) : Mono.delay(Duration.ofNanos(20_000)).thenReturn(i);
    }

    private void assertFree() {
        assertThat(pool.freeCount()).isEqualTo(2);
        assertThat(pool.freeWeight()).isEqualTo(100);
        assertThat(pool.waiting()).isZero();
    }
}
