package dev.vitrine.reactor.experiment;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.experiment.ExperimentItemOutcome;
import dev.vitrine.experiment.ExperimentItemRecord;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.experiment.ExperimentSummary;
import dev.vitrine.reactor.trace.Observation;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs experiments: a task over many items, each in a trace of its own, judged by evaluators whose evaluations become
 * scores of the task's observation. Reads runs back from servers of v4.
 *
 * <p>Everything is cold; each subscription is a run of its own. At most {@link Experiment#maxConcurrency} items are under
 * way, and a place is filled as soon as any item ends. An item that fails, a link to the dataset's run that fails and an
 * evaluator that fails are logged and cost nothing else; the run ends with an error only where the data do.
 *
 * <p>The spans of an item are {@code experiment-item-run} with {@code experiment-item-task} and, with evaluators, {@code
 * experiment-item-evaluation}, and in this one observation an evaluator. Each item is the root of a new trace; propagated
 * attributes that hold where the run is subscribed to still apply. Cancelling a run stops its source and its items, and
 * ends their observations.
 *
 * <p>With tracing off, and on a client without keys, tasks and evaluators run all the same, and nothing is recorded, linked
 * or scored; so it is for items whose trace is not sampled. A dataset by name cannot be read without keys, which is an
 * error of the run.
 */
@CheckReturnValue
public interface ExperimentClient {

    /**
     * Runs an experiment to its end: the items, then the run evaluators, then delivery of what was recorded. All results
     * are held in memory.
     *
     * @return one result, with the items in the order of the data; or the error of the data
     * @throws IllegalArgumentException at call time, if the experiment has no data or no task
     */
    Mono<ExperimentResult> run(Experiment experiment);

    /**
     * Runs an experiment's items and emits what became of each as soon as it has ended, whatever their order. Completes
     * once what was recorded has been delivered. Without demand no further items are begun; at most {@link
     * Experiment#maxConcurrency} outcomes are held. Run evaluators, which need all results, are not asked.
     *
     * @return outcomes, or the error of the data after those that were emitted
     * @throws IllegalArgumentException at call time, if the experiment has no data or no task
     */
    Flux<ExperimentItemOutcome> stream(Experiment experiment);

    /**
     * Runs {@code work} in a new trace that is linked to a dataset's run: for one's own loop over items. The link is made
     * before the work begins; its error is the result's.
     *
     * <p>The observation is named {@code Dataset run: …} after the run, and so is the trace. With tracing off, without keys
     * and for a trace that is not sampled, nothing is linked and the work runs.
     *
     * @param work as in {@link dev.vitrine.reactor.trace.Tracing#observe}
     */
    <T> Mono<T> link(DatasetItem item, RunSpec run, Function<? super Observation, ? extends Mono<T>> work);

    /** {@link #list(Instant, Consumer)} with everything that the platform tells of each run. */
    default Flux<ExperimentSummary> list(Instant startedFrom) {
        return list(startedFrom, query -> {});
    }

    /**
     * The runs of experiments on the platform, the newest first, whoever made them. The platform puts a run together from
     * its spans, and looks at those only that started at {@code startedFrom} or later: of a run that began before, the
     * rest is shown as if it were all. What was just recorded may take the platform some seconds to show.
     *
     * <p>A page is asked for when there is demand that the pages before it did not meet; one page is held in memory. Each
     * subscription begins with the first page. Calls are repeated as any that only reads.
     *
     * @param startedFrom needed by the platform, which keeps spans by time
     * @return runs; or an {@code ApiException}, which is {@code NotFound} with an explanation on servers before v4
     */
    Flux<ExperimentSummary> list(Instant startedFrom, Consumer<ExperimentListQuery.Builder> query);

    /** The items of one run, as by {@link #items(Instant, Consumer)} with everything that the platform tells of each. */
    default Flux<ExperimentItemRecord> items(ExperimentSummary experiment) {
        return items(experiment.startTime(), query -> query.experimentIds(experiment.id()));
    }

    /**
     * What became of the items of experiments, the newest first: each item's task with what went in, what came out and how
     * it was judged. Pages, demand, memory and errors are as with {@link #list(Instant, Consumer)}.
     *
     * @param startedFrom the earliest start of an item's task
     */
    Flux<ExperimentItemRecord> items(Instant startedFrom, Consumer<ExperimentItemsQuery.Builder> query);
}
