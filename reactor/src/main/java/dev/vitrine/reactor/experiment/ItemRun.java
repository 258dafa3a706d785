package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.experiment.ExperimentItemFailure;
import dev.vitrine.experiment.ExperimentItemOutcome;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.reactor.trace.Observation;
import dev.vitrine.reactor.trace.Propagation;
import dev.vitrine.score.ScoreTarget;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationUpdate;
import dev.vitrine.trace.PropagatedAttributes;
import dev.vitrine.trace.TraceIds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** One item of a run: link, task, evaluation. For one subscription. */
final class ItemRun {
    private static final Logger log = LoggerFactory.getLogger(ExperimentClient.class);
    private static final ObservationSpec ROOT = ObservationSpec.span("experiment-item-run");
    private static final ObservationSpec TASK = ObservationSpec.span("experiment-item-task");
    private static final String NO_INPUT = "Experiment Item is missing input. Skipping item.";

    private final ExperimentRun run;
    private final ExperimentPlan plan;
    private final long index;
    private final ExperimentItem item;
    private volatile @Nullable String traceId;

    ItemRun(ExperimentRun run, long index, ExperimentItem item) {
        this.run = run;
        this.plan = run.plan;
        this.index = index;
        this.item = item;
    }

    Mono<ExperimentItemOutcome> outcome() {
        return run.tracing
                .tracing()
                .observe(ROOT, this::body)
                .cast(ExperimentItemOutcome.class)
                .onErrorResume(error -> {
                    log.warn("Item {} of experiment '{}' failed: {}", index, plan.name, error.toString());
                    return Mono.just(new ExperimentItemFailure(index, item, error, traceId));
                })
                .delayUntil(outcome -> run.recorder.waitForRoom());
    }

    private Mono<ExperimentItemResult> body(Observation root) {
        traceId = TraceIds.isValid(root.traceId()) ? root.traceId() : null;
        if (item.input() == null) {
            root.update(update -> update.output("Error: " + NO_INPUT));
            return Mono.error(new IllegalArgumentException(NO_INPUT));
        }
        return root.observe(TASK, task -> link(task).flatMap(runId -> execute(root, task, runId.orElse(null))))
                .flatMap(done -> judge(root, done));
    }

    private Mono<Optional<String>> link(Observation task) {
        String itemId = item.id();
        return item.datasetId() == null || itemId == null
                ? Mono.just(Optional.empty())
                : run.recorder.linkOrWarn(
                        new RunLinks.Link(run.spec, itemId, task.traceId(), task.id(), item.datasetVersion()), task);
    }

    private Mono<Executed> execute(Observation root, Observation task, @Nullable String runId) {
        PropagatedAttributes attributes = attributes(task, runId);
        if (task.isRecording()) {
            Map<String, @Nullable Object> metadata = run.attributes.spanMetadata(plan.name, item);
            for (Observation each : List.of(root, task)) {
                run.tracing.describe(each, attributes, plan.description, item.expectedOutput());
                each.update(update -> update.input(item.input()).metadata(metadata));
            }
        }
        return limited(Mono.defer(() -> called(plan.task().run(item))))
                .doOnNext(output -> both(root, task, update -> update.output(output.orElse(null))))
                .doOnError(error -> both(root, task, update -> update.output("Error: " + message(error))))
                .map(output -> new Executed(task, attributes, runId, output.orElse(null)))
                .contextWrite(Propagation.with(attributes));
    }

    private PropagatedAttributes attributes(Observation task, @Nullable String runId) {
        return task.isRecording()
                ? run.attributes.of(
                        item,
                        runId != null ? runId : run.localId,
                        run.tracing.maskedMetadata(item.metadata()),
                        task.id())
                : PropagatedAttributes.none();
    }

    private Mono<Optional<Object>> called(@Nullable Mono<?> work) {
        Objects.requireNonNull(work, () -> "Mono of the task of experiment '" + plan.name + "'");
        return work.<Optional<Object>>map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    private Mono<Optional<Object>> limited(Mono<Optional<Object>> task) {
        Duration limit = plan.taskTimeout;
        return limit == null
                ? task
                : task.timeout(
                        limit,
                        Mono.error(() -> new TimeoutException(
                                "Task of experiment '" + plan.name + "' gave no output within " + limit)),
                        run.recorder.settings.timer());
    }

    private Mono<ExperimentItemResult> judge(Observation root, Executed done) {
        EvaluationInput input =
                new EvaluationInput(item.input(), done.output(), item.expectedOutput(), item.metadata());
        String observationId = traceId == null ? null : done.task().id();
        return new Judgement(run, input)
                .evaluations(root)
                .delayUntil(evaluations -> score(evaluations, observationId))
                .map(evaluations -> new ExperimentItemResult(
                        index, item, done.output(), evaluations, traceId, observationId, done.runId()))
                .contextWrite(Propagation.with(done.attributes()));
    }

    private Mono<Void> score(List<Evaluation> evaluations, @Nullable String observationId) {
        String trace = traceId;
        return trace == null || observationId == null
                ? Mono.empty()
                : run.recorder.score(evaluations, ScoreTarget.observation(trace, observationId));
    }

    private static void both(Observation root, Observation task, UnaryOperator<ObservationUpdate> change) {
        root.update(change);
        task.update(change);
    }

    private static String message(Throwable error) {
        String message = error.getMessage();
        return message == null || message.isEmpty() ? error.getClass().getSimpleName() : message;
    }

    private record Executed(
            Observation task,
            PropagatedAttributes attributes,
            @Nullable String runId,
            @Nullable Object output) {}
}
