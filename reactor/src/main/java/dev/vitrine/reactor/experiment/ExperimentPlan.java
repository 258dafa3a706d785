package dev.vitrine.reactor.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an {@link Experiment} says. Changed only while a copy of one is made. */
final class ExperimentPlan {
    final String name;

    @Nullable
    ExperimentData data;

    @Nullable
    ExperimentTask task;

    List<Evaluator> evaluators = List.of();

    @Nullable
    CompositeEvaluator composite;

    List<RunEvaluator> runEvaluators = List.of();
    int evaluatorConcurrency = 1;
    int maxConcurrency = Experiment.DEFAULT_CONCURRENCY;
    Map<String, @Nullable Object> metadata = Map.of();

    @Nullable
    String description;

    @Nullable
    String runName;

    @Nullable
    Instant datasetVersion;

    @Nullable
    Shard shard;

    @Nullable
    Duration taskTimeout;

    @Nullable
    Duration evaluatorTimeout;

    Duration flushTimeout = Duration.ofSeconds(60);
    Consumer<ExperimentProgress> progress = reached -> {};

    ExperimentPlan(String name) {
        this.name = name;
    }

    record Shard(int index, int count) {}

    ExperimentPlan copy() {
        ExperimentPlan copy = new ExperimentPlan(name);
        copy.data = data;
        copy.task = task;
        copy.evaluators = evaluators;
        copy.composite = composite;
        copy.runEvaluators = runEvaluators;
        copy.evaluatorConcurrency = evaluatorConcurrency;
        copy.maxConcurrency = maxConcurrency;
        copy.metadata = metadata;
        copy.description = description;
        copy.runName = runName;
        copy.datasetVersion = datasetVersion;
        copy.shard = shard;
        copy.taskTimeout = taskTimeout;
        copy.evaluatorTimeout = evaluatorTimeout;
        copy.flushTimeout = flushTimeout;
        copy.progress = progress;
        return copy;
    }

    void requireComplete() {
        if (data == null) {
            throw new IllegalArgumentException(missing("data", "on(datasetName), data(items) or datasetItems(items)"));
        }
        if (task == null) {
            throw new IllegalArgumentException(missing("task", "task(item -> …)"));
        }
        if (data.datasetName() == null && (shard != null || datasetVersion != null)) {
            throw new IllegalArgumentException((shard != null ? "shard" : "datasetVersion") + " of experiment '" + name
                    + "' is for data from on(datasetName); other data comes as it is given");
        }
        if (shard != null && runName == null) {
            throw new IllegalArgumentException(
                    "runName of experiment '" + name + "' is missing: all shards of one run must name it alike");
        }
    }

    private String missing(String what, String fix) {
        return what + " of experiment '" + name + "' is missing; call " + fix;
    }

    ExperimentData data() {
        return Objects.requireNonNull(data, "data");
    }

    ExperimentTask task() {
        return Objects.requireNonNull(task, "task");
    }
}
