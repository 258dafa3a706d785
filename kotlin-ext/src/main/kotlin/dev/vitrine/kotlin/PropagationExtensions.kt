package dev.vitrine.kotlin

import dev.vitrine.reactor.trace.Tracing
import dev.vitrine.trace.PropagatedAttributes
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emitAll
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.withContext
import reactor.core.publisher.Mono
import reactor.util.context.Context
import kotlin.coroutines.CoroutineContext

/**
 * Runs [block] with attributes for the current observation and for all that are started below, in coroutines and in
 * publishers that are awaited there. Outside, what held before holds.
 */
public suspend fun <T> Tracing.withAttributes(
    attributes: PropagatedAttributes,
    block: suspend CoroutineScope.() -> T,
): T = withContext(entering(attributes), block)

/**
 * [withAttributes] with the most usual ones by name; a value that the platform cannot take is left out with a warning.
 */
public suspend fun <T> Tracing.withAttributes(
    userId: String? = null,
    sessionId: String? = null,
    version: String? = null,
    traceName: String? = null,
    tags: Collection<String> = emptyList(),
    metadata: Map<String, Any> = emptyMap(),
    block: suspend CoroutineScope.() -> T,
): T =
    withAttributes(
        PropagatedAttributes
            .none()
            .userId(userId)
            .sessionId(sessionId)
            .version(version)
            .traceName(traceName)
            .tags(tags)
            .metadata(metadata),
        block,
    )

/** This flow with [attributes] for the observation that is current at its collection, and for all that it starts. */
public fun <T> Flow<T>.withAttributes(
    tracing: Tracing,
    attributes: PropagatedAttributes,
): Flow<T> = flow { emitAll(flowOn(tracing.entering(attributes))) }

private suspend fun Tracing.entering(attributes: PropagatedAttributes): CoroutineContext {
    val inside = Mono.deferContextual { Mono.just(Context.of(it)) }
    return elements(reactorContext(), withAttributes(attributes, inside).awaitSingle())
}
