package dev.vitrine.reactor.experiment;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.experiment.ExperimentItemOutcome;
import dev.vitrine.experiment.ExperimentItemRecord;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.experiment.ExperimentSummary;
import dev.vitrine.reactor.dataset.DatasetClient;
import dev.vitrine.reactor.trace.Observation;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class DefaultExperimentClient implements ExperimentClient {
    private final DatasetClient datasets;
    private final Recorder recorder;
    private final ExperimentReads reads;

    DefaultExperimentClient(DatasetClient datasets, Recorder recorder, ExperimentReads reads) {
        this.datasets = datasets;
        this.recorder = recorder;
        this.reads = reads;
    }

    @Override
    public Mono<ExperimentResult> run(Experiment experiment) {
        ExperimentPlan plan = Objects.requireNonNull(experiment, "experiment").plan();
        return Mono.deferContextual(view -> {
                    ExperimentRun run = new ExperimentRun(plan, recorder, view);
                    return flushedOnError(plan, run.outcomes(datasets))
                            .collectList()
                            .flatMap(outcomes -> new RunConclusion(run, outcomes).result());
                })
                .checkpoint("Experiment '" + plan.name + "' [ExperimentClient]");
    }

    @Override
    public Flux<ExperimentItemOutcome> stream(Experiment experiment) {
        ExperimentPlan plan = Objects.requireNonNull(experiment, "experiment").plan();
        return Flux.deferContextual(
                        view -> flushedOnError(plan, new ExperimentRun(plan, recorder, view).outcomes(datasets))
                                .concatWith(recorder.flush(plan.flushTimeout).cast(ExperimentItemOutcome.class)))
                .checkpoint("Experiment '" + plan.name + "' [ExperimentClient]");
    }

    /** What was recorded before the data failed is sent before anybody learns of it. */
    private Flux<ExperimentItemOutcome> flushedOnError(ExperimentPlan plan, Flux<ExperimentItemOutcome> outcomes) {
        return outcomes.onErrorResume(error -> recorder.flush(plan.flushTimeout).then(Mono.error(error)));
    }

    @Override
    public <T> Mono<T> link(DatasetItem item, RunSpec run, Function<? super Observation, ? extends Mono<T>> work) {
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(work, "work");
        return Mono.deferContextual(view -> new LinkedWork(recorder, item, run).observe(view, work))
                .checkpoint("Dataset item " + item.id() + " in run '" + run.name() + "' [ExperimentClient]");
    }

    @Override
    public Flux<ExperimentSummary> list(Instant startedFrom, Consumer<ExperimentListQuery.Builder> query) {
        Objects.requireNonNull(query, "query");
        ExperimentListQuery.Builder builder = new ExperimentListQuery.Builder(startedFrom);
        query.accept(builder);
        return reads.list(builder.build());
    }

    @Override
    public Flux<ExperimentItemRecord> items(Instant startedFrom, Consumer<ExperimentItemsQuery.Builder> query) {
        Objects.requireNonNull(query, "query");
        ExperimentItemsQuery.Builder builder = new ExperimentItemsQuery.Builder(startedFrom);
        query.accept(builder);
        return reads.items(builder.build());
    }
}
