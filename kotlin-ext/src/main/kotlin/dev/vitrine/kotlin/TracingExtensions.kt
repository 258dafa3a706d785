package dev.vitrine.kotlin

import dev.vitrine.reactor.trace.Observation
import dev.vitrine.reactor.trace.StreamCapture
import dev.vitrine.reactor.trace.Tracing
import dev.vitrine.trace.ObservationSpec
import dev.vitrine.trace.ObservationUpdate
import dev.vitrine.trace.TraceUpdate
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull
import kotlinx.coroutines.withContext
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * Runs [block] within an observation, which is current for all that it calls, launches in its scope, awaits and
 * collects, on whatever thread. Like `coroutineScope`, it waits for what the block launches; then the observation ends,
 * before the caller goes on.
 *
 * What the block throws comes out as the same instance, and marks the observation as failed. A [CancellationException],
 * a timeout's among them, is no failure: it ends the observation as [ObservationSpec.onCancel] says. Do not emit from
 * within it to a flow that is collected outside; use [observeFlow].
 *
 * @throws IllegalArgumentException if the spec is of an event
 */
public suspend fun <T> Tracing.awaitObserve(
    spec: ObservationSpec,
    block: suspend CoroutineScope.(Observation) -> T,
): T = Observed(this, spec).run(block)

/** [awaitObserve] as a span. */
public suspend fun <T> Tracing.awaitObserve(
    name: String,
    block: suspend CoroutineScope.(Observation) -> T,
): T = awaitObserve(ObservationSpec.span(name), block)

/**
 * The block's flow within an observation of each collection, which is current in the flow, and not in its collector. It
 * ends when the flow completes or fails, or is cancelled, also by a collector that has enough. Adds no buffer. For
 * generations and embeddings the first element marks the completion's start.
 *
 * @param capture what is kept of the stream; null for what the spec says
 * @throws IllegalArgumentException if the spec is of an event
 */
public fun <T> Tracing.observeFlow(
    spec: ObservationSpec,
    capture: StreamCapture<in T & Any>? = null,
    block: (Observation) -> Flow<T>,
): Flow<T> = Observed(this, spec).flow(capture, block)

/** [observeFlow] as a span. */
public fun <T> Tracing.observeFlow(
    name: String,
    block: (Observation) -> Flow<T>,
): Flow<T> = observeFlow(ObservationSpec.span(name), null, block)

/** This flow within an observation of each collection; see [observeFlow]. */
public fun <T> Flow<T>.observed(
    tracing: Tracing,
    spec: ObservationSpec,
    capture: StreamCapture<in T & Any>? = null,
): Flow<T> = tracing.observeFlow(spec, capture) { this }

/** Suspending form of [Tracing.start]: the caller must end what it is given, also where it is cancelled. */
public suspend fun Tracing.awaitStart(spec: ObservationSpec): Observation =
    // what was started must not be lost to a cancellation
    withContext(NonCancellable) { start(spec).awaitSingle() }

/** Suspending form of [Tracing.event]. */
public suspend fun Tracing.awaitEvent(spec: ObservationSpec): Observation = event(spec).awaitSingle()

/** Suspending form of [Tracing.event], without more than a name. */
public suspend fun Tracing.awaitEvent(name: String): Observation = event(name).awaitSingle()

/** Suspending form of [Tracing.currentObservation]; null where nothing is current. */
public suspend fun Tracing.awaitCurrentObservationOrNull(): Observation? = currentObservation().awaitSingleOrNull()

/** Suspending form of [Tracing.currentTraceId]; null, with a warning, where nothing is current. */
public suspend fun Tracing.awaitCurrentTraceIdOrNull(): String? = currentTraceId().awaitSingleOrNull()

/** Suspending form of [Tracing.currentObservationId]; null, with a warning, where nothing is current. */
public suspend fun Tracing.awaitCurrentObservationIdOrNull(): String? = currentObservationId().awaitSingleOrNull()

/** Suspending form of [Tracing.updateCurrent], with the change built in place. */
public suspend fun Tracing.awaitUpdateCurrent(change: ObservationChange.() -> Unit) {
    updateCurrent { it.changed(change) }.awaitSingleOrNull()
}

/** Suspending form of [Tracing.updateCurrentGeneration], with the change built in place. */
public suspend fun Tracing.awaitUpdateCurrentGeneration(change: ObservationChange.() -> Unit) {
    updateCurrentGeneration { it.changed(change) }.awaitSingleOrNull()
}

/** Suspending form of [Tracing.updateCurrentTrace]. */
public suspend fun Tracing.awaitUpdateCurrentTrace(update: TraceUpdate) {
    updateCurrentTrace(update).awaitSingleOrNull()
}

/** Suspending form of [Tracing.traceUrl]; null without a trace, and where the project has no id. */
public suspend fun Tracing.awaitTraceUrlOrNull(): String? = traceUrl().awaitSingleOrNull()

/** Suspending form of [Tracing.traceUrl]; null for a disabled client, and where the project has no id. */
public suspend fun Tracing.awaitTraceUrlOrNull(traceId: String): String? = traceUrl(traceId).awaitSingleOrNull()

/** Suspending form of [Tracing.flush]. */
public suspend fun Tracing.awaitFlush() {
    flush().awaitSingleOrNull()
}

/** Suspending form of [Tracing.flush] with a limit. */
public suspend fun Tracing.awaitFlush(timeout: Duration) {
    flush(timeout.toJavaDuration()).awaitSingleOrNull()
}
