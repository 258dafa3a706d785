package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentItemFailure;
import dev.vitrine.experiment.ExperimentItemOutcome;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.score.ScoreTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What follows when all items of a run have ended. */
final class RunConclusion {
    private final ExperimentRun run;
    private final List<ExperimentItemResult> results;
    private final List<ExperimentItemFailure> failures;

    RunConclusion(ExperimentRun run, List<ExperimentItemOutcome> outcomes) {
        this.run = run;
        this.results = ordered(outcomes, ExperimentItemResult.class);
        this.failures = ordered(outcomes, ExperimentItemFailure.class);
    }

    private static <T extends ExperimentItemOutcome> List<T> ordered(
            List<ExperimentItemOutcome> outcomes, Class<T> kind) {
        return outcomes.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .sorted(Comparator.comparingLong(ExperimentItemOutcome::index))
                .toList();
    }

    Mono<ExperimentResult> result() {
        Optional<ExperimentItemResult> linked =
                results.stream().filter(item -> item.datasetRunId() != null).findFirst();
        return runEvaluations()
                .delayUntil(evaluations -> score(evaluations, linked))
                .delayUntil(evaluations -> run.recorder.flush(run.plan.flushTimeout))
                .flatMap(evaluations -> run.recorder
                        .projectUrl()
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(projectUrl -> result(evaluations, linked.orElse(null), projectUrl.orElse(null))));
    }

    private Mono<List<Evaluation>> runEvaluations() {
        return Flux.fromIterable(run.plan.runEvaluators)
                .concatMap(evaluator -> run.evaluatorCall
                        .evaluations(evaluator.name(), () -> evaluator.evaluate(results))
                        .onErrorResume(error -> {
                            run.evaluatorCall.warn(evaluator.name(), error);
                            return Mono.empty();
                        }))
                .flatMapIterable(evaluations -> evaluations)
                .collectList();
    }

    private Mono<Void> score(List<Evaluation> evaluations, Optional<ExperimentItemResult> linked) {
        return Mono.justOrEmpty(linked.map(ExperimentItemResult::datasetRunId))
                .flatMap(id -> run.recorder.score(evaluations, ScoreTarget.datasetRun(id)));
    }

    private ExperimentResult result(
            List<Evaluation> evaluations, @Nullable ExperimentItemResult linked, @Nullable String projectUrl) {
        String runId = linked == null ? null : linked.datasetRunId();
        String runUrl = linked == null || projectUrl == null
                ? null
                : projectUrl + "/datasets/" + linked.item().datasetId() + "/runs/" + runId;
        return new ExperimentResult(
                run.plan.name,
                run.spec.name(),
                run.plan.description,
                results,
                failures,
                evaluations,
                runId != null ? runId : run.localId,
                runId,
                runUrl,
                projectUrl);
    }
}
