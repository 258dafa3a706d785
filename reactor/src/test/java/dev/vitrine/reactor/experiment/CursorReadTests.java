package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.json.JsonException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Lists with a cursor, page by page. */
class CursorReadTests {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Pages of {@code size}, named after the position in the list of their first element. */
    private Flux<Integer> list(int total, int size) {
        return new CursorRead<Integer>(cursor -> {
                    asked.add(String.valueOf(cursor));
                    int from = cursor == null ? 0 : Integer.parseInt(cursor);
                    int to = Math.min(total, from + size);
                    return Mono.just(new CursorRead.Page<>(
                            IntStream.range(from, to).boxed().toList(), to < total ? String.valueOf(to) : null));
                })
                .elements();
    }

    @Test
    void elements_ofAllPages_comeInOrder() {
        StepVerifier.create(list(5, 2)).expectNext(0, 1, 2, 3, 4).verifyComplete();
        assertThat(asked).containsExactly("null", "2", "4");
    }

    @Test
    void noElements_isEmpty() {
        StepVerifier.create(list(0, 2)).verifyComplete();
        assertThat(asked).hasSize(1);
    }

    @Test
    void notSubscribed_asksNothing_subscribedTwice_asksFromTheBeginning() {
        Flux<Integer> list = list(3, 2);
        assertThat(asked).isEmpty();
        StepVerifier.create(list).expectNextCount(3).verifyComplete();
        StepVerifier.create(list).expectNextCount(3).verifyComplete();
        assertThat(asked).containsExactly("null", "2", "null", "2");
    }

    @Test
    void demand_isMetByNoMorePagesThanItNeeds() {
        StepVerifier.create(list(6, 2), 0)
                .expectSubscription()
                .then(() -> assertThat(asked).isEmpty())
                .thenRequest(1)
                .expectNext(0)
                .thenRequest(1)
                .expectNext(1)
                .then(() -> assertThat(asked).containsExactly("null"))
                .thenRequest(1)
                .expectNext(2)
                .then(() -> assertThat(asked).containsExactly("null", "2"))
                .thenRequest(2)
                .expectNext(3, 4)
                .thenRequest(1)
                .expectNext(5)
                .verifyComplete();
        assertThat(asked).containsExactly("null", "2", "4");
    }

    @Test
    void cancelled_betweenPages_asksNoMore() {
        StepVerifier.create(list(6, 2).take(2)).expectNext(0, 1).verifyComplete();
        StepVerifier.create(list(6, 2), 3).expectNext(0, 1, 2).thenCancel().verify(LIMIT);
        assertThat(asked).containsExactly("null", "null", "2");
    }

    @Test
    void cancelled_whileAPageIsUnderWay_cancelsItsRequest() {
        TestPublisher<CursorRead.Page<Integer>> page = TestPublisher.create();
        StepVerifier.create(new CursorRead<>(cursor -> page.mono()).elements())
                .expectSubscription()
                .then(() -> page.assertMinRequested(1))
                .thenCancel()
                .verify(LIMIT);
        page.assertCancelled();
    }

    @Test
    void fetchFails_afterAPage_givesThatPageAndTheError() {
        Flux<Integer> list = new CursorRead<>(cursor -> cursor == null
                        ? Mono.just(new CursorRead.Page<>(List.of(1), "next"))
                        : Mono.<CursorRead.Page<Integer>>error(new IllegalStateException("broken")))
                .elements();
        StepVerifier.create(list).expectNext(1).verifyErrorMessage("broken");
    }

    @Test
    void answers_onOtherThreads_manyPages_neitherNestNorReorder() {
        Flux<Integer> list = new CursorRead<>(cursor -> {
                    int number = cursor == null ? 0 : Integer.parseInt(cursor);
                    Mono<CursorRead.Page<Integer>> page = Mono.just(
                            new CursorRead.Page<>(List.of(number), number < 20_000 ? "" + (number + 1) : null));
                    return number % 2 == 0 ? page : page.publishOn(Schedulers.parallel());
                })
                .elements();
        AtomicInteger next = new AtomicInteger();
        StepVerifier.create(list.doOnNext(number -> assertThat(number).isEqualTo(next.getAndIncrement())))
                .expectNextCount(20_001)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void noAnswerAndAnEmptyPage_endTheList() {
        StepVerifier.create(new CursorRead<Integer>(cursor -> Mono.empty()).elements())
                .verifyComplete();
        StepVerifier.create(new CursorRead<Integer>(cursor -> Mono.just(new CursorRead.Page<>(List.of(), "next")))
                        .elements())
                .verifyComplete();
    }

    /** A list whose cursors run up to {@code last} and then go back to {@code to}. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "5, 3", "40, 1", "40, 39", "100, 50"})
    void cursors_thatComeAgain_endInAnError(int last, int to) {
        UnaryOperator<@Nullable String> next = cursor -> {
            int at = cursor == null ? 0 : Integer.parseInt(cursor);
            return String.valueOf(at == last ? to : at + 1);
        };
        List<Integer> got = new ArrayList<>();
        Flux<Integer> list = new CursorRead<>(
                        cursor -> Mono.just(new CursorRead.Page<>(List.of(1), next.apply(cursor))))
                .elements()
                .doOnNext(got::add);

        StepVerifier.create(list)
                .thenConsumeWhile(number -> true)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(JsonException.class)
                        .hasMessageContaining("a page that it gave before"))
                .verify(LIMIT);
        assertThat(got.size()).isBetween(last, 4 * last);
    }
}
