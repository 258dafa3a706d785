package dev.vitrine.kotlin

import dev.vitrine.reactor.trace.Observation
import dev.vitrine.reactor.trace.StreamCapture
import dev.vitrine.trace.ObservationSpec
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.withContext
import reactor.core.publisher.Mono

/** [Tracing.awaitObserve][awaitObserve] as a child of this observation, whatever is current. */
public suspend fun <T> Observation.awaitObserve(
    spec: ObservationSpec,
    block: suspend CoroutineScope.(Observation) -> T,
): T = within(spec).run(block)

/** [Tracing.observeFlow][observeFlow] as a child of this observation, whatever is current. */
public fun <T> Observation.observeFlow(
    spec: ObservationSpec,
    capture: StreamCapture<in T & Any>? = null,
    block: (Observation) -> Flow<T>,
): Flow<T> = within(spec).flow(capture, block)

/** [Observation.update] with the change built in place: `observation.change { output = answer }`. */
public fun Observation.change(change: ObservationChange.() -> Unit): Observation = update { it.changed(change) }

private fun Observation.within(spec: ObservationSpec): Observed {
    // Only started here: what holds for its end is the original spec
    val open = spec.endOnTerminate(false).captureOutput(false)
    return Observed(spec) {
        withContext(NonCancellable) { observe(open) { Mono.just(it) }.awaitSingle() }
    }
}
