package dev.vitrine.kotlin

import dev.vitrine.reactor.trace.LangfuseContext
import io.opentelemetry.context.Scope
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.reactor.ReactorContext
import kotlinx.coroutines.reactor.asCoroutineContext
import kotlinx.coroutines.withContext
import reactor.util.context.Context
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import io.opentelemetry.context.Context as OtelContext

/**
 * The OpenTelemetry context that holds in this coroutine: that of the current observation, else OpenTelemetry's own
 * current context.
 */
public suspend fun currentOtelContext(): OtelContext = LangfuseContext.otel(reactorContext())

/**
 * Runs [block] within an OpenTelemetry context, such as that of an incoming request: observations in it, and in
 * publishers that it awaits, are children of its span. No thread sees it; see [makingCurrent].
 */
public suspend fun <T> withOtelContext(
    context: OtelContext,
    block: suspend () -> T,
): T {
    val outer = reactorContext()
    return withContext(elements(outer, LangfuseContext.with(outer, context))) { block() }
}

/**
 * Runs [block] with OpenTelemetry's own current context being, on whatever thread it runs, the one that holds in the
 * coroutine: for instrumented clients that look there. Each thread has its own back whenever the coroutine suspends.
 */
public suspend fun <T> makingCurrent(block: suspend () -> T): T =
    withContext(CurrentOnThread(currentOtelContext())) { block() }

internal suspend fun reactorContext(): Context = currentCoroutineContext()[ReactorContext]?.context ?: Context.empty()

/** What a coroutine needs so that [inner] holds in it in place of [outer]. */
internal suspend fun elements(
    outer: Context,
    inner: Context,
    onThread: Boolean = false,
): CoroutineContext {
    if (inner === outer) {
        return EmptyCoroutineContext
    }
    val carrier: CoroutineContext = inner.asCoroutineContext()
    return if (onThread || currentCoroutineContext()[CurrentOnThread] != null) {
        carrier + CurrentOnThread(LangfuseContext.otel(inner))
    } else {
        carrier
    }
}

/** Makes [context] OpenTelemetry's current one while its coroutine runs on a thread. */
private class CurrentOnThread(
    private val context: OtelContext,
) : ThreadContextElement<Scope> {
    companion object Key : CoroutineContext.Key<CurrentOnThread>

    override val key: CoroutineContext.Key<*> get() = Key

    override fun updateThreadContext(context: CoroutineContext): Scope = this.context.makeCurrent()

    override fun restoreThreadContext(
        context: CoroutineContext,
        oldState: Scope,
    ) = oldState.close()
}
