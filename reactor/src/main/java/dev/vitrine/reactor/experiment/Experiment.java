package dev.vitrine.reactor.experiment;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.experiment.ExperimentItem;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * A task over many items, and how its outputs are judged. Immutable: each method gives a changed copy.
 *
 * <pre>{@code
 * Experiment.named("baseline")
 *         .on("visual-qa")
 *         .task(item -> answer(item.input(Question.class)))
 *         .evaluator("accuracy", in -> Mono.just(Evaluation.bool("accuracy", in.output().equals(in.expectedOutput()))))
 * }</pre>
 */
public final class Experiment {
    static final int DEFAULT_CONCURRENCY = 50;
    private static final int MOST_CONCURRENCY = 4096;
    private static final int MOST_EVALUATORS = 64;
    private final ExperimentPlan plan;

    private Experiment(ExperimentPlan plan) {
        this.plan = plan;
    }

    private Experiment with(Consumer<ExperimentPlan> change) {
        ExperimentPlan copy = plan.copy();
        change.accept(copy);
        return new Experiment(copy);
    }

    public static Experiment named(String name) {
        ExperimentPlan plan = new ExperimentPlan(requireText("name", name));
        return new Experiment(plan);
    }

    /** Over the active items of a dataset, which are pulled as they are needed and to which the results are linked. */
    public Experiment on(String datasetName) {
        requireText("datasetName", datasetName);
        return with(changed -> changed.data = ExperimentData.ofDataset(datasetName));
    }

    /** Over these items, asked for as they are needed: at most {@link #maxConcurrency} ahead of what has ended. */
    public Experiment data(Publisher<ExperimentItem> items) {
        Objects.requireNonNull(items, "items");
        return with(changed -> changed.data = ExperimentData.ofItems(Flux.from(items)));
    }

    public Experiment data(Iterable<ExperimentItem> items) {
        Objects.requireNonNull(items, "items");
        return data(Flux.fromIterable(items));
    }

    /** Over items of datasets that were pulled elsewhere. The results are linked to them. */
    public Experiment datasetItems(Publisher<DatasetItem> items) {
        Objects.requireNonNull(items, "items");
        return data(Flux.from(items).map(ExperimentItem::from));
    }

    public Experiment datasetItems(Iterable<DatasetItem> items) {
        Objects.requireNonNull(items, "items");
        return datasetItems(Flux.fromIterable(items));
    }

    public Experiment task(ExperimentTask task) {
        Objects.requireNonNull(task, "task");
        return with(changed -> changed.task = task);
    }

    /** Adds an evaluator. An item's evaluations are in the order in which their evaluators were added. */
    public Experiment evaluator(Evaluator evaluator) {
        Objects.requireNonNull(evaluator, "evaluator");
        return with(changed -> changed.evaluators = added(changed.evaluators, evaluator));
    }

    public Experiment evaluator(String name, Evaluator evaluator) {
        return evaluator(Evaluator.named(name, evaluator));
    }

    /** How many evaluators of one item may run at a time, 1 to 64; by default one after another. */
    public Experiment evaluatorConcurrency(int evaluators) {
        if (evaluators < 1 || evaluators > MOST_EVALUATORS) {
            throw new IllegalArgumentException(
                    "evaluatorConcurrency must be 1 to " + MOST_EVALUATORS + ", not " + evaluators);
        }
        return with(changed -> changed.evaluatorConcurrency = evaluators);
    }

    /** The one evaluator that sees what the others said of an item. */
    public Experiment composite(CompositeEvaluator evaluator) {
        Objects.requireNonNull(evaluator, "evaluator");
        return with(changed -> changed.composite = evaluator);
    }

    /** Adds an evaluator of the whole run. They run one after another, in the order in which they were added. */
    public Experiment runEvaluator(RunEvaluator evaluator) {
        Objects.requireNonNull(evaluator, "evaluator");
        return with(changed -> changed.runEvaluators = added(changed.runEvaluators, evaluator));
    }

    public Experiment runEvaluator(String name, RunEvaluator evaluator) {
        return runEvaluator(RunEvaluator.named(name, evaluator));
    }

    /** The most items under way at a time, 1 to 4096; 50 by default. An item is under way until it has been judged. */
    public Experiment maxConcurrency(int items) {
        if (items < 1 || items > MOST_CONCURRENCY) {
            throw new IllegalArgumentException("maxConcurrency must be 1 to " + MOST_CONCURRENCY + ", not " + items);
        }
        return with(changed -> changed.maxConcurrency = items);
    }

    /** What this run is of: model, prompt version and the like. Shown with the run and with each item's trace. */
    public Experiment metadata(Map<String, ?> metadata) {
        Map<String, @Nullable Object> copy = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        return with(changed -> changed.metadata = copy);
    }

    public Experiment description(@Nullable String text) {
        return with(changed -> changed.description = text);
    }

    /** The run's name, verbatim; by default the experiment's name and the time. The same name again adds to that run. */
    public Experiment runName(String name) {
        requireText("runName", name);
        return with(changed -> changed.runName = name);
    }

    /** Takes the dataset as it was at this time. For {@link #on} only. */
    public Experiment datasetVersion(Instant pointInTime) {
        Objects.requireNonNull(pointInTime, "pointInTime");
        return with(changed -> changed.datasetVersion = pointInTime);
    }

    /**
     * Takes the part {@code index} (from 0) of {@code count} disjoint parts of the dataset that together are everything, so
     * that a run can be spread over machines. Needs a {@link #runName}, the same for all parts, and for a dataset that
     * changes the same {@link #datasetVersion}. For {@link #on} only.
     */
    public Experiment shard(int index, int count) {
        if (count < 1 || index < 0 || index >= count) {
            throw new IllegalArgumentException(
                    "shard needs an index from 0 and a count above it, not " + index + " of " + count);
        }
        return with(changed -> changed.shard = new ExperimentPlan.Shard(index, count));
    }

    /** The longest a task may take; then its item fails and the task is cancelled. No limit by default. */
    public Experiment taskTimeout(Duration limit) {
        requirePositive("taskTimeout", limit);
        return with(changed -> changed.taskTimeout = limit);
    }

    /** The longest an evaluator of any kind may take; then it counts as failed and is cancelled. No limit by default. */
    public Experiment evaluatorTimeout(Duration limit) {
        requirePositive("evaluatorTimeout", limit);
        return with(changed -> changed.evaluatorTimeout = limit);
    }

    /**
     * The longest that a run which is over waits for the delivery of what it recorded; 60 seconds by default. Then it
     * completes with a warning, and delivery goes on.
     */
    public Experiment flushTimeout(Duration limit) {
        requirePositive("flushTimeout", limit);
        return with(changed -> changed.flushTimeout = limit);
    }

    /**
     * Is told after each item that ended, one call at a time, on the thread that ended it. Must not block. What it throws
     * is logged.
     */
    public Experiment onProgress(Consumer<ExperimentProgress> listener) {
        Objects.requireNonNull(listener, "listener");
        return with(changed -> changed.progress = listener);
    }

    public String name() {
        return plan.name;
    }

    /** @throws IllegalArgumentException if something is missing or does not go together */
    ExperimentPlan plan() {
        plan.requireComplete();
        return plan;
    }

    private static <T> List<T> added(List<T> to, T one) {
        return Stream.concat(to.stream(), Stream.of(one)).toList();
    }

    private static String requireText(String parameter, String text) {
        Objects.requireNonNull(text, parameter);
        if (text.isBlank()) {
            throw new IllegalArgumentException(parameter + " of an experiment must not be blank");
        }
        return text;
    }

    private static void requirePositive(String parameter, Duration limit) {
        Objects.requireNonNull(limit, parameter);
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException(parameter + " must be positive, not " + limit);
        }
    }

    @Override
    public String toString() {
        return "Experiment[" + plan.name + "]";
    }
}
