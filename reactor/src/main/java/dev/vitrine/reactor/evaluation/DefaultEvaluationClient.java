package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.BatchEvaluationResult;
import dev.vitrine.evaluation.EvaluationScope;
import dev.vitrine.evaluation.ItemOutcome;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.score.ScoreClient;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

final class DefaultEvaluationClient implements EvaluationClient {
    private final ApiExchange api;
    private final ScoreClient scores;
    private final Scheduler timer;
    private final AtomicReference<ServerGeneration> known = new AtomicReference<>(ServerGeneration.AUTO);

    DefaultEvaluationClient(ApiExchange api, ScoreClient scores, Scheduler timer) {
        this.api = api;
        this.scores = scores;
        this.timer = timer;
    }

    @Override
    public Mono<BatchEvaluationResult> run(BatchEvaluation<?> evaluation) {
        BatchSpec<?> spec = checked(evaluation);
        return Mono.defer(() -> {
                    BatchRun<?> run = started(spec);
                    return run.outcomes().then(Mono.fromSupplier(run::result));
                })
                .onErrorResume(EvaluationInterruptedException.class, interrupted -> Mono.just(interrupted.result()))
                .checkpoint("Batch evaluation of " + spec.scope.wireValue() + " [EvaluationClient]");
    }

    @Override
    public Flux<ItemOutcome> stream(BatchEvaluation<?> evaluation) {
        BatchSpec<?> spec = checked(evaluation);
        return Flux.defer(() -> started(spec).outcomes())
                .checkpoint("Batch evaluation of " + spec.scope.wireValue() + " [EvaluationClient]");
    }

    private static BatchSpec<?> checked(BatchEvaluation<?> evaluation) {
        return Objects.requireNonNull(evaluation, "evaluation").checked();
    }

    private <T extends EvaluatedItem> BatchRun<T> started(BatchSpec<T> spec) {
        return new BatchRun<>(spec, spec.source == null ? source(spec) : spec.source, scores, timer);
    }

    @SuppressWarnings("unchecked") // the scope says which of the two T is
    private <T extends EvaluatedItem> ItemSource<T> source(BatchSpec<T> spec) {
        return (ItemSource<T>)
                (spec.scope == EvaluationScope.TRACES
                        ? chosen(spec.generation, NumberedPages.traces(api), CursorPages.traces(api))
                        : chosen(spec.generation, NumberedPages.observations(api), CursorPages.observations(api)));
    }

    private <V extends EvaluatedItem> ItemSource<V> chosen(
            ServerGeneration generation, ItemSource<V> numbered, ItemSource<V> cursor) {
        return switch (generation) {
            case AUTO -> new AskedPages<>(numbered, cursor, known);
            case PAGES -> numbered;
            case CURSOR -> cursor;
        };
    }
}
