package dev.vitrine.kotlin

import dev.vitrine.reactor.LangfuseClient
import dev.vitrine.reactor.trace.Observation
import dev.vitrine.reactor.trace.StreamCapture
import dev.vitrine.trace.ObservationSpec
import dev.vitrine.trace.PropagatedAttributes
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.Flow
import kotlin.reflect.KCallable

/** [Tracing.awaitObserve][awaitObserve] of this client. */
public suspend fun <T> LangfuseClient.observe(
    spec: ObservationSpec,
    block: suspend CoroutineScope.(Observation) -> T,
): T = tracing().awaitObserve(spec, block)

/** [observe] as a span. */
public suspend fun <T> LangfuseClient.observe(
    name: String,
    block: suspend CoroutineScope.(Observation) -> T,
): T = tracing().awaitObserve(name, block)

/** [Tracing.observeFlow][observeFlow] of this client. */
public fun <T> LangfuseClient.observeFlow(
    spec: ObservationSpec,
    capture: StreamCapture<in T & Any>? = null,
    block: (Observation) -> Flow<T>,
): Flow<T> = tracing().observeFlow(spec, capture, block)

/** [observeFlow] as a span. */
public fun <T> LangfuseClient.observeFlow(
    name: String,
    block: (Observation) -> Flow<T>,
): Flow<T> = tracing().observeFlow(name, block)

/** [Tracing.withAttributes][withAttributes] of this client. */
public suspend fun <T> LangfuseClient.withAttributes(
    attributes: PropagatedAttributes,
    block: suspend CoroutineScope.() -> T,
): T = tracing().withAttributes(attributes, block)

/** [Tracing.withAttributes][withAttributes] of this client, with the most usual ones by name. */
public suspend fun <T> LangfuseClient.withAttributes(
    userId: String? = null,
    sessionId: String? = null,
    version: String? = null,
    traceName: String? = null,
    tags: Collection<String> = emptyList(),
    metadata: Map<String, Any> = emptyMap(),
    block: suspend CoroutineScope.() -> T,
): T = tracing().withAttributes(userId, sessionId, version, traceName, tags, metadata, block)

/**
 * A function that is observed at each call. Its argument becomes the input and its result the output, unless the spec
 * or the client says otherwise.
 */
public fun <A, R> LangfuseClient.observed(
    spec: ObservationSpec,
    function: suspend (A) -> R,
): suspend (A) -> R = { argument -> observe(capturing(spec, argument)) { function(argument) } }

/** [observed] as a span. */
public fun <A, R> LangfuseClient.observed(
    name: String,
    function: suspend (A) -> R,
): suspend (A) -> R = observed(ObservationSpec.span(name), function)

/**
 * [observed] as a span with the function's own name: `client.observed(::answer)`.
 *
 * @throws IllegalArgumentException for a lambda, which has none
 */
public fun <A, R> LangfuseClient.observed(function: suspend (A) -> R): suspend (A) -> R {
    require(function is KCallable<*>) { "function must be a reference such as ::answer; a lambda needs observed(name)" }
    return observed(function.name, function)
}

/** [observed] for a function that gives a flow, each collection of which calls it and is observed. */
public fun <A, R> LangfuseClient.observedFlow(
    spec: ObservationSpec,
    function: (A) -> Flow<R>,
): (A) -> Flow<R> = { argument -> observeFlow(capturing(spec, argument)) { function(argument) } }

private fun LangfuseClient.capturing(
    spec: ObservationSpec,
    input: Any?,
): ObservationSpec {
    val byDefault = tracing().capturesFunctions()
    val capturing = spec.captureOutput(spec.captureOutput().orElse(byDefault))
    val takesInput = spec.captureInput().orElse(byDefault) && spec.data().input() == null
    return if (takesInput) capturing.input(input) else capturing
}
