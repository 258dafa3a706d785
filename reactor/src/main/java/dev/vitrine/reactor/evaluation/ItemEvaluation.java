package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.EvaluationScope;
import dev.vitrine.evaluation.ItemOutcome;
import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import dev.vitrine.reactor.experiment.CompositeEvaluator;
import dev.vitrine.reactor.experiment.Evaluator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** One item's way: mapping, evaluators one after another, their scores, the composite evaluator, its scores. */
final class ItemEvaluation<T extends EvaluatedItem> {
    private static final Logger log = LoggerFactory.getLogger(EvaluationClient.class);
    private static final int MOST_EVALUATIONS = 1000;

    private final BatchSpec<T> spec;
    private final ItemScores scores;
    private final Scheduler timer;

    ItemEvaluation(BatchSpec<T> spec, ItemScores scores, Scheduler timer) {
        this.spec = spec;
        this.scores = scores;
        this.timer = timer;
    }

    /** Never fails: what goes wrong with an item is its outcome. */
    Mono<Evaluated> evaluate(T item) {
        return Mono.defer(() -> {
                    if (item.traceId() == null) {
                        throw new IllegalStateException("the observation has no trace, which its scores would need");
                    }
                    return input(item);
                })
                .flatMap(input -> judged(item, input))
                .onErrorResume(failure -> Mono.just(failed(item, Exceptions.unwrap(failure))));
    }

    private Mono<EvaluationInput> input(T item) {
        Publisher<EvaluationInput> mapped =
                Objects.requireNonNull(spec.mapping.map(item), "the mapping's result must not be null");
        return Flux.from(mapped)
                .next()
                .switchIfEmpty(Mono.error(() -> new NoSuchElementException("the mapping ended without a value")));
    }

    private Mono<Evaluated> judged(T item, EvaluationInput input) {
        return Flux.range(0, spec.evaluators.size())
                .concatMap(index -> turn(spec.evaluators.get(index), input, item), 1)
                .collectList()
                .flatMap(runs -> {
                    List<Evaluation> all = runs.stream()
                            .flatMap(run -> run.evaluations().stream())
                            .toList();
                    return scores.write(item, all, 0)
                            .then(composite(item, input, all))
                            .map(composed -> evaluated(item, runs, all, composed));
                });
    }

    private Mono<Evaluated.Run> turn(Evaluator evaluator, EvaluationInput input, T item) {
        return evaluations(() -> evaluator.evaluate(input))
                .map(given -> new Evaluated.Run(false, given))
                .onErrorResume(failure -> {
                    log.warn(
                            "Evaluator {} failed on {} {}: {}",
                            evaluator.name(),
                            kind(),
                            item.id(),
                            Exceptions.unwrap(failure).toString());
                    return Mono.just(new Evaluated.Run(true, List.of()));
                });
    }

    private Mono<List<Evaluation>> composite(T item, EvaluationInput input, List<Evaluation> all) {
        CompositeEvaluator composite = spec.composite;
        if (composite == null || all.isEmpty()) {
            return Mono.just(List.of());
        }
        return evaluations(() -> composite.evaluate(input, all))
                .onErrorResume(failure -> {
                    log.warn(
                            "The composite evaluator failed on {} {}: {}",
                            kind(),
                            item.id(),
                            Exceptions.unwrap(failure).toString());
                    return Mono.just(List.of());
                })
                .flatMap(composed -> scores.write(item, composed, all.size()).thenReturn(composed));
    }

    private Mono<List<Evaluation>> evaluations(Judge judge) {
        Mono<List<Evaluation>> given = Flux.defer(
                        () -> Objects.requireNonNull(judge.judge(), "the evaluator's result must not be null"))
                .take(MOST_EVALUATIONS + 1)
                .collectList()
                .doOnNext(list -> {
                    if (list.size() > MOST_EVALUATIONS) {
                        throw new IllegalStateException(
                                "more than " + MOST_EVALUATIONS + " evaluations of one item by one evaluator");
                    }
                });
        return spec.evaluatorTimeout == null ? given : given.timeout(spec.evaluatorTimeout, timer);
    }

    private String kind() {
        return spec.scope == EvaluationScope.TRACES ? "trace" : "observation";
    }

    private static Evaluated evaluated(
            EvaluatedItem item, List<Evaluated.Run> runs, List<Evaluation> all, List<Evaluation> composed) {
        int failed = (int) runs.stream().filter(Evaluated.Run::failed).count();
        return new Evaluated(
                new ItemOutcome(item.id(), item.traceId(), item.timestamp(), all, composed, failed, null), runs);
    }

    private Evaluated failed(EvaluatedItem item, Throwable failure) {
        log.warn("The {} {} was not evaluated: {}", kind(), item.id(), failure.toString());
        return new Evaluated(outcome(item, failure), List.of());
    }

    private static ItemOutcome outcome(EvaluatedItem item, @Nullable Throwable failure) {
        return new ItemOutcome(item.id(), item.traceId(), item.timestamp(), List.of(), List.of(), 0, failure);
    }

    private interface Judge {
        Publisher<Evaluation> judge();
    }
}
