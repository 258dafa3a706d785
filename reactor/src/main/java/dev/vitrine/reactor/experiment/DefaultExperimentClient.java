package dev.vitrine.reactor.experiment;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.experiment.ExperimentItemOutcome;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.reactor.dataset.DatasetClient;
import dev.vitrine.reactor.trace.Observation;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class DefaultExperimentClient implements ExperimentClient {
    private final DatasetClient datasets;
    private final Recorder recorder;

    DefaultExperimentClient(DatasetClient datasets, Recorder recorder) {
        this.datasets = datasets;
        this.recorder = recorder;
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
}
