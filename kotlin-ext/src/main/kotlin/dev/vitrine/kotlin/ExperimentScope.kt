package dev.vitrine.kotlin

import dev.vitrine.dataset.DatasetItem
import dev.vitrine.experiment.Evaluation
import dev.vitrine.experiment.EvaluationInput
import dev.vitrine.experiment.ExperimentItem
import dev.vitrine.experiment.ExperimentItemResult
import dev.vitrine.reactor.experiment.Experiment
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactor.asFlux
import kotlin.coroutines.CoroutineContext
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * An experiment with suspending task and evaluators:
 * `experiment("baseline") { on("visual-qa"); task { answer(it.input()) }; evaluator("accuracy") { judge(it) } }`.
 */
public fun experiment(
    name: String,
    parts: ExperimentScope.() -> Unit,
): Experiment = ExperimentScope(Experiment.named(name)).apply(parts).experiment

/** The parts of an [Experiment], for one block. Callbacks run on [Dispatchers.Default] unless a context is given. */
public class ExperimentScope internal constructor(
    internal var experiment: Experiment,
) {
    /** [Experiment.on]. */
    public fun on(datasetName: String): Unit = with { it.on(datasetName) }

    /** [Experiment.data]. */
    public fun data(items: Iterable<ExperimentItem>): Unit = with { it.data(items) }

    /** [Experiment.data] from a flow, which is collected no faster than items end. */
    public fun data(items: Flow<ExperimentItem>): Unit = with { it.data(items.asFlux(Dispatchers.Default)) }

    /** [Experiment.datasetItems] from a flow, which is collected no faster than items end. */
    public fun datasetItems(items: Flow<DatasetItem>): Unit =
        with { it.datasetItems(items.asFlux(Dispatchers.Default)) }

    /** [Experiment.task]: gives an item's output, or null; see [suspendingTask]. */
    public fun task(
        context: CoroutineContext = Dispatchers.Default,
        task: suspend (ExperimentItem) -> Any?,
    ): Unit = with { it.task(suspendingTask(context, task)) }

    /** [Experiment.evaluator]. */
    public fun evaluator(
        name: String,
        context: CoroutineContext = Dispatchers.Default,
        judge: suspend (EvaluationInput) -> List<Evaluation>,
    ): Unit = with { it.evaluator(suspendingEvaluator(name, context, judge)) }

    /** [Experiment.composite]. */
    public fun composite(
        context: CoroutineContext = Dispatchers.Default,
        judge: suspend (EvaluationInput, List<Evaluation>) -> List<Evaluation>,
    ): Unit = with { it.composite(suspendingComposite(context, judge)) }

    /** [Experiment.runEvaluator]. */
    public fun runEvaluator(
        name: String,
        context: CoroutineContext = Dispatchers.Default,
        judge: suspend (List<ExperimentItemResult>) -> List<Evaluation>,
    ): Unit = with { it.runEvaluator(suspendingRunEvaluator(name, context, judge)) }

    /** [Experiment.maxConcurrency]. */
    public fun maxConcurrency(items: Int): Unit = with { it.maxConcurrency(items) }

    /** [Experiment.description]. */
    public fun description(text: String): Unit = with { it.description(text) }

    /** [Experiment.metadata]. */
    public fun metadata(vararg entries: Pair<String, Any?>): Unit = with { it.metadata(mapOf(*entries)) }

    /** [Experiment.runName]. */
    public fun runName(name: String): Unit = with { it.runName(name) }

    /** [Experiment.taskTimeout] in Kotlin's units. */
    public fun taskTimeout(limit: Duration): Unit = with { it.taskTimeout(limit.toJavaDuration()) }

    /** [Experiment.evaluatorTimeout] in Kotlin's units. */
    public fun evaluatorTimeout(limit: Duration): Unit = with { it.evaluatorTimeout(limit.toJavaDuration()) }

    /** Whatever else the Java builder has: `with { it.shard(0, 4) }`. */
    public fun with(change: (Experiment) -> Experiment) {
        experiment = change(experiment)
    }
}
