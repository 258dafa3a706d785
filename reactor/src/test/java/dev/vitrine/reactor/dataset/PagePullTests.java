package dev.vitrine.reactor.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class PagePullTests {
    private static final int PAGE_SIZE = 10;
    private static final int PAGE_BYTES = 1000;
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> cancelled = new CopyOnWriteArrayList<>();

    @Test
    void elements_allPages_inOrderAndOnce() {
        List<Integer> all = pull(40, 8).elements().collectList().block(Duration.ofSeconds(10));

        assertThat(all).isEqualTo(IntStream.range(0, 400).boxed().toList());
        assertThat(asked)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void elements_pagesFinishOutOfOrder_emitsInOrder() {
        List<Integer> all = new PagePull<>(
                        page -> page(page, 12).delaySubscription(Duration.ofMillis(page % 2 == 0 ? 8 : 1)),
                        PAGE_SIZE,
                        4)
                .elements()
                .collectList()
                .block(Duration.ofSeconds(10));

        assertThat(all).isEqualTo(IntStream.range(0, 120).boxed().toList());
    }

    @Test
    void elements_noItems_asksOnce() {
        StepVerifier.create(pull(0, 8).elements()).verifyComplete();

        assertThat(asked).containsExactly(1);
    }

    @Test
    void elements_takeFive_asksForTwoPagesAtMost() {
        StepVerifier.create(pull(100, 8).elements().take(5)).expectNextCount(5).verifyComplete();

        assertThat(asked.size()).isLessThanOrEqualTo(2);
    }

    @Test
    void elements_demandOfOne_startsSlowly() {
        StepVerifier.create(pull(100, 8).elements(), 0)
                .then(() -> assertThat(asked).containsExactly(1))
                .thenRequest(1)
                .expectNext(0)
                .then(() -> assertThat(asked).containsExactly(1, 2))
                .thenRequest(PAGE_SIZE - 1)
                .expectNextCount(PAGE_SIZE - 1)
                .thenRequest(1)
                .expectNext(10)
                .then(() -> assertThat(asked).containsExactly(1, 2, 3, 4))
                .thenRequest(PAGE_SIZE)
                .expectNextCount(PAGE_SIZE)
                .then(() -> assertThat(asked).hasSize(3 + 4))
                .thenRequest(PAGE_SIZE)
                .expectNextCount(PAGE_SIZE)
                .then(() -> assertThat(asked).hasSize(4 + 8))
                .thenRequest(6 * PAGE_SIZE)
                .expectNextCount(6 * PAGE_SIZE)
                .then(() -> assertThat(asked).hasSize(10 + 8))
                .thenCancel()
                .verify();
    }

    @Test
    void elements_slowSubscriber_holdsNoMorePagesThanStated() {
        int prefetch = 3;
        List<Integer> held = new CopyOnWriteArrayList<>();

        Flux<Integer> elements = new PagePull<>(
                        page -> page(page, 12)
                                .subscribeOn(Schedulers.parallel())
                                .doOnSubscribe(subscription -> asked.add(page)),
                        PAGE_SIZE,
                        prefetch)
                .elements()
                .doOnNext(element -> held.add(asked.size() - element / PAGE_SIZE));

        StepVerifier.create(elements.delayElements(Duration.ofMillis(2), Schedulers.single()))
                .expectNextCount(120)
                .expectComplete()
                .verify(Duration.ofSeconds(10));

        assertThat(held).hasSize(120);
        assertThat(Collections.max(held)).isEqualTo(prefetch + 1);
    }

    /** Columns: the bytes that pages ahead may have, and how many pages that is. */
    @ParameterizedTest
    @CsvSource({"1,1", "999,1", "1999,1", "2000,2", "3999,3", "4000,4", "1000000,4"})
    void elements_pagesOfManyBytes_areFewerAhead(long aheadBytes, int ahead) {
        Flux<Integer> elements = new PagePull<>(
                        page -> page(page, 40).doOnSubscribe(s -> asked.add(page)), PAGE_SIZE, 4, aheadBytes)
                .elements();

        StepVerifier.create(elements, 0)
                .thenRequest(PAGE_SIZE + 1)
                .expectNextCount(PAGE_SIZE + 1)
                .thenRequest(8 * PAGE_SIZE)
                .expectNextCount(8 * PAGE_SIZE)
                .then(() -> assertThat(asked).hasSize(10 + ahead))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(31 * PAGE_SIZE - 1)
                .verifyComplete();
        assertThat(asked).hasSize(40);
    }

    @Test
    void elements_aPageLargerThanThoseBefore_isFollowedByFewer() {
        Flux<Integer> elements = new PagePull<>(
                        page -> page(page, 40)
                                .map(event -> event instanceof PageEvent.End<Integer> && page == 10
                                        ? new PageEvent.End<Integer>(page, new PageMeta(40, 400, 4 * PAGE_BYTES))
                                        : event)
                                .doOnSubscribe(s -> asked.add(page)),
                        PAGE_SIZE,
                        8,
                        8 * PAGE_BYTES)
                .elements();

        StepVerifier.create(elements, 0)
                .thenRequest(PAGE_SIZE + 1)
                .expectNextCount(PAGE_SIZE + 1)
                .thenRequest(18 * PAGE_SIZE)
                .expectNextCount(18 * PAGE_SIZE)
                .then(() -> assertThat(asked).hasSize(20 + 2))
                .thenCancel()
                .verify();
    }

    @Test
    void elements_lastPageEmpty_completes() {
        Flux<Integer> elements = new PagePull<Integer>(
                        page -> Flux.just(new PageEvent.End<>(page, new PageMeta(3, 20, 1))), PAGE_SIZE, 2)
                .elements();

        StepVerifier.create(elements).verifyComplete();
    }

    @Test
    void elements_pageFails_emitsWhatPrecedesItAndThenTheError() {
        IllegalStateException failure = new IllegalStateException("page 4");
        Flux<Integer> elements = new PagePull<>(
                        page -> page == 4 ? Flux.<PageEvent<Integer>>error(failure) : page(page, 20), PAGE_SIZE, 8)
                .elements();

        StepVerifier.create(elements)
                .expectNextSequence(IntStream.range(0, 30).boxed().toList())
                .verifyErrorMatches(error -> error == failure);
    }

    @Test
    void elements_cancelled_endsRequestsUnderWay() {
        Map<Integer, Sinks.Many<PageEvent<Integer>>> pages = new ConcurrentHashMap<>();
        Flux<Integer> elements = new PagePull<Integer>(
                        page -> pages.computeIfAbsent(
                                        page, number -> Sinks.many().unicast().onBackpressureBuffer())
                                .asFlux()
                                .doOnSubscribe(subscription -> asked.add(page))
                                .doOnCancel(() -> cancelled.add(page)),
                        PAGE_SIZE,
                        8)
                .elements();

        StepVerifier.create(elements)
                .then(() -> emit(pages, 1, new PageEvent.Element<>(1, 42)))
                .expectNext(42) // while the page still arrives
                .then(() -> assertThat(asked).containsExactly(1))
                .then(() -> emit(pages, 1, new PageEvent.End<>(1, new PageMeta(9, 90, 1))))
                .then(() -> assertThat(asked).containsExactly(1, 2))
                .thenCancel()
                .verify();
        assertThat(cancelled).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void elements_secondSubscription_isAnotherPull() {
        Flux<Integer> elements = Flux.defer(() -> pull(3, 2).elements());

        StepVerifier.create(elements.concatWith(elements)).expectNextCount(60).verifyComplete();
        assertThat(asked).containsExactly(1, 2, 3, 1, 2, 3);
    }

    @Test
    void elements_racingPagesAndDemand_losesNothing() {
        for (int round = 0; round < 200; round++) {
            Flux<Integer> elements = new PagePull<>(
                            page -> page(page, 9).subscribeOn(Schedulers.parallel()), PAGE_SIZE, 4)
                    .elements()
                    .publishOn(Schedulers.parallel(), 1);
            StepVerifier.create(elements).expectNextCount(90).expectComplete().verify(Duration.ofSeconds(10));
        }
    }

    private static void emit(Map<Integer, Sinks.Many<PageEvent<Integer>>> pages, int page, PageEvent<Integer> event) {
        pages.computeIfAbsent(page, number -> Sinks.many().unicast().onBackpressureBuffer())
                .tryEmitNext(event)
                .orThrow();
    }

    private PagePull<Integer> pull(int pages, int prefetch) {
        return new PagePull<>(page -> page(page, pages).doOnSubscribe(s -> asked.add(page)), PAGE_SIZE, prefetch);
    }

    private static Flux<PageEvent<Integer>> page(int page, int pages) {
        Flux<PageEvent<Integer>> elements = page > pages
                ? Flux.empty()
                : Flux.range((page - 1) * PAGE_SIZE, PAGE_SIZE).map(value -> new PageEvent.Element<>(page, value));
        return elements.concatWithValues(
                new PageEvent.End<>(page, new PageMeta(pages, (long) pages * PAGE_SIZE, PAGE_BYTES)));
    }
}
