package dev.vitrine.kotlin

import dev.vitrine.dataset.DatasetItem
import dev.vitrine.experiment.ExperimentItemOutcome
import dev.vitrine.experiment.ExperimentItemRecord
import dev.vitrine.experiment.ExperimentResult
import dev.vitrine.experiment.ExperimentSummary
import dev.vitrine.reactor.experiment.Experiment
import dev.vitrine.reactor.experiment.ExperimentClient
import dev.vitrine.reactor.experiment.ExperimentItemsQuery
import dev.vitrine.reactor.experiment.ExperimentListQuery
import dev.vitrine.reactor.experiment.RunSpec
import dev.vitrine.reactor.trace.Observation
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableJob
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull
import kotlinx.coroutines.reactor.mono
import kotlinx.coroutines.withContext
import reactor.core.publisher.Sinks
import java.time.Instant
import java.util.concurrent.atomic.AtomicReference

/** Suspending form of [ExperimentClient.run]. Cancelling the caller stops the run. */
public suspend fun ExperimentClient.awaitRun(experiment: Experiment): ExperimentResult = run(experiment).awaitSingle()

/** Suspending form of [ExperimentClient.run], with the experiment built in place. */
public suspend fun ExperimentClient.awaitRun(
    name: String,
    parts: ExperimentScope.() -> Unit,
): ExperimentResult = awaitRun(experiment(name, parts))

/** [ExperimentClient.stream] as a cold [Flow], which asks for one outcome at a time. */
public fun ExperimentClient.streamAsFlow(experiment: Experiment): Flow<ExperimentItemOutcome> =
    stream(experiment).asFlowByDemand()

/**
 * Suspending form of [ExperimentClient.link]: runs [block] in a new trace that is linked to a dataset's run. What was
 * started of the block has ended when this returns, also where the caller was cancelled. A [CancellationException] that
 * the block throws, a timeout's among them, comes out as it is and ends the observation as cancelled.
 */
public suspend fun <T : Any> ExperimentClient.awaitLinkOrNull(
    item: DatasetItem,
    run: RunSpec,
    block: suspend CoroutineScope.(Observation) -> T?,
): T? {
    val context = currentCoroutineContext().minusKey(Job)
    val running = AtomicReference<CompletableJob?>()
    val cancelled = AtomicReference<CancellationException?>()
    val enough = Sinks.empty<Any>()
    val linked =
        link<T>(item, run) { observation ->
            mono(context) {
                val work = Job().also(running::set)
                try {
                    block(observation)
                } catch (thrown: CancellationException) {
                    // an error signal would be a failure there, so the subscription is cancelled
                    cancelled.set(thrown)
                    enough.tryEmitEmpty()
                    awaitCancellation()
                } finally {
                    work.complete()
                }
            }
        }
    val value =
        try {
            linked.takeUntilOther(enough.asMono()).awaitSingleOrNull()
        } finally {
            withContext(NonCancellable) { running.get()?.join() }
        }
    cancelled.get()?.let { throw it }
    return value
}

/** [ExperimentClient.list] as a cold [Flow] that asks for one run at a time; a `buffer(n)` behind it asks for more. */
public fun ExperimentClient.listAsFlow(
    startedFrom: Instant,
    query: ExperimentListQuery.Builder.() -> Unit = {},
): Flow<ExperimentSummary> = list(startedFrom) { it.query() }.asFlowByDemand()

/** [ExperimentClient.items] of one run as a cold [Flow] that asks for one item at a time. */
public fun ExperimentClient.itemsAsFlow(experiment: ExperimentSummary): Flow<ExperimentItemRecord> =
    items(experiment).asFlowByDemand()

/** [ExperimentClient.items] as a cold [Flow] that asks for one item at a time; a `buffer(n)` behind it asks for more. */
public fun ExperimentClient.itemsAsFlow(
    startedFrom: Instant,
    query: ExperimentItemsQuery.Builder.() -> Unit = {},
): Flow<ExperimentItemRecord> = items(startedFrom) { it.query() }.asFlowByDemand()
