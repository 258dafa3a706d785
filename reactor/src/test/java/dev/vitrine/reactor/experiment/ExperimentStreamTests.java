package dev.vitrine.reactor.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.experiment.ExperimentItemFailure;
import dev.vitrine.experiment.ExperimentItemOutcome;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.trace.LangfuseAttributes;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Experiments as streams: order, demand, concurrency, cancellation. */
class ExperimentStreamTests {
    private static final int MANY = 10_000;

    @RegisterExtension
    final Lab lab = new Lab();

    private final Experiment base = Experiment.named("stream").task(item -> Mono.justOrEmpty(item.input()));

    @Test
    void run_tenThousandItems_isBoundedOrderedAndLosesNothing() {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ExperimentResult result = Objects.requireNonNull(lab.experiments()
                .run(base.data(ExperimentRunTests.numbers(MANY))
                        .task(item -> Mono.defer(() -> {
                                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                                    return ExperimentRunTests.number(item) % 1000 == 999
                                            ? Mono.error(new IllegalStateException("each thousandth"))
                                            : Mono.just(ExperimentRunTests.number(item));
                                })
                                .subscribeOn(Schedulers.parallel())
                                .doOnTerminate(underWay::decrementAndGet))
                        .evaluator("e", in -> Mono.just(Evaluation.numeric("e", 1))))
                .block(Duration.ofMinutes(2)));

        assertThat(most.get()).isBetween(2, 50);
        assertThat(result.failures()).hasSize(10);
        assertThat(result.itemResults())
                .extracting(ExperimentItemResult::index)
                .isSorted()
                .hasSize(MANY - 10);
        assertThat(result.itemResults())
                .allSatisfy(item -> assertThat(item.output()).isEqualTo((int) item.index()));
        assertThat(lab.client().tracing().metrics().dropped()).isZero();
        assertThat(lab.spans()).hasSize(4 * (MANY - 10) + 2 * 10);
        assertThat(lab.client().scores().statistics().delivered()).isEqualTo(MANY - 10);
    }

    @Test
    void stream_ofALongSource_asksForItemsAsTheyEnd_andHoldsNone() {
        AtomicLong asked = new AtomicLong();
        AtomicLong received = new AtomicLong();
        AtomicLong ahead = new AtomicLong();
        StepVerifier.create(lab.experiments().stream(base.maxConcurrency(10)
                                .data(ExperimentRunTests.numbers(5_000).doOnRequest(asked::addAndGet)))
                        .doOnNext(
                                outcome -> ahead.accumulateAndGet(asked.get() - received.incrementAndGet(), Math::max)))
                .expectNextCount(5_000)
                .expectComplete()
                .verify(Lab.LIMIT);

        assertThat(ahead.get()).isLessThanOrEqualTo(10);
    }

    @Test
    void stream_emitsInTheOrderOfCompletionWithIndexes_andRefillsAtOnce() {
        TestPublisher<String> first = TestPublisher.create();
        StepVerifier.create(lab.experiments().stream(base.maxConcurrency(2)
                                .data(ExperimentRunTests.numbers(4))
                                .task(item -> ExperimentRunTests.number(item) == 0 ? first.mono() : fails(item)))
                        .map(ExperimentStreamTests::told))
                .expectNext("1 failed", "2 ok", "3 failed")
                .then(() -> first.emit("late"))
                .expectNext("0 ok")
                .expectComplete()
                .verify(Lab.LIMIT);
    }

    @Test
    void stream_demandOfOne_beginsNoMoreThanItMay() {
        AtomicInteger begun = new AtomicInteger();
        StepVerifier.create(
                        lab.experiments().stream(base.maxConcurrency(3)
                                .data(ExperimentRunTests.numbers(100))
                                .task(item -> {
                                    begun.incrementAndGet();
                                    return Mono.just("x");
                                })),
                        1)
                .expectNextCount(1)
                .then(() -> assertThat(begun.get()).isLessThanOrEqualTo(4))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(begun.get()).isLessThanOrEqualTo(5))
                .thenCancel()
                .verify(Lab.LIMIT);
    }

    @Test
    void cancel_stopsSourceAndTasks_andEndsTheirObservations() {
        TestPublisher<ExperimentItem> source = TestPublisher.create();
        AtomicInteger cancelled = new AtomicInteger();
        StepVerifier.create(lab.experiments()
                        .run(base.data(source.flux())
                                .task(item -> ExperimentRunTests.number(item) < 2
                                        ? Mono.never().doOnCancel(cancelled::incrementAndGet)
                                        : Mono.just("x"))
                                .evaluator(
                                        "never",
                                        in -> Flux.<Evaluation>never().doOnCancel(cancelled::incrementAndGet))))
                .then(() -> source.next(ExperimentItem.of(0), ExperimentItem.of(1), ExperimentItem.of(2)))
                .thenCancel()
                .verify(Lab.LIMIT);

        source.assertCancelled();
        assertThat(cancelled).hasValue(3);
        assertThat(lab.client().tracing().metrics().open()).isZero();
        assertThat(lab.spans("experiment-item-run"))
                .hasSize(3)
                .allSatisfy(span -> assertThat(Lab.text(span, LangfuseAttributes.OBSERVATION_LEVEL))
                        .isEqualTo("WARNING"));
        assertThat(lab.spans("never")).hasSize(1);
    }

    @Test
    void cancel_interruptsBlockingTasks() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        StepVerifier.create(lab.experiments()
                        .run(base.data(ExperimentRunTests.numbers(1)).task(Tasks.blocking(item -> {
                            begun.countDown();
                            try {
                                new CountDownLatch(1).await();
                                return "never";
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                                throw e;
                            }
                        }))))
                .then(() -> await(begun))
                .thenCancel()
                .verify(Lab.LIMIT);
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void blocking_taskAndEvaluator_neverRunOnAnEventLoop_andSeeTheirObservation() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Set<String> seen = ConcurrentHashMap.newKeySet();
        ExperimentResult result = Objects.requireNonNull(lab.experiments()
                .run(base.data(ExperimentRunTests.numbers(100).publishOn(Schedulers.parallel()))
                        .task(Tasks.blocking(item -> {
                            threads.add(Thread.currentThread().getName());
                            seen.add(Span.current().getSpanContext().getSpanId());
                            assertThat(Schedulers.isInNonBlockingThread()).isFalse();
                            return ExperimentRunTests.number(item) == 3 ? null : item.input();
                        }))
                        .evaluator(Evaluators.blocking("b", in -> {
                            threads.add(Thread.currentThread().getName());
                            return List.of(Evaluation.bool("b", in.output() != null));
                        })))
                .block(Lab.LIMIT));

        assertThat(result.failures()).isEmpty();
        assertThat(result.average("b")).hasValue(0.99);
        assertThat(threads).allMatch(name -> name.startsWith("boundedElastic"));
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(result.itemResults().stream()
                        .map(ExperimentItemResult::observationId)
                        .toList());
    }

    @Test
    void progress_isToldOneAtATime_andMayFail() {
        List<ExperimentProgress> told = new ArrayList<>();
        ExperimentResult result = Objects.requireNonNull(lab.experiments()
                .run(base.data(ExperimentRunTests.numbers(200))
                        .task(item -> fails(item).subscribeOn(Schedulers.parallel()))
                        .onProgress(reached -> {
                            told.add(reached);
                            if (reached.finished() == 2) {
                                throw new IllegalStateException("listener");
                            }
                        }))
                .block(Lab.LIMIT));

        assertThat(result.itemResults()).hasSize(100);
        assertThat(told.stream().map(ExperimentProgress::finished))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 200).boxed().toList());
        assertThat(told).allMatch(reached -> reached.inProgress() >= 0 && reached.inProgress() <= 50);
        assertThat(told.get(199)).isEqualTo(new ExperimentProgress(200, 100, 100));
    }

    @Test
    void stream_asksNoRunEvaluator() {
        AtomicInteger asked = new AtomicInteger();
        StepVerifier.create(lab.experiments().stream(
                        base.data(ExperimentRunTests.numbers(2)).runEvaluator(results -> {
                            asked.incrementAndGet();
                            return Mono.empty();
                        })))
                .expectNextCount(2)
                .expectComplete()
                .verify(Lab.LIMIT);
        assertThat(asked).hasValue(0);
    }

    private static Mono<Object> fails(ExperimentItem item) {
        return ExperimentRunTests.number(item) % 2 == 1
                ? Mono.error(new IllegalStateException("odd"))
                : Mono.just("even");
    }

    private static String told(ExperimentItemOutcome outcome) {
        return outcome.index() + (outcome instanceof ExperimentItemFailure ? " failed" : " ok");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
