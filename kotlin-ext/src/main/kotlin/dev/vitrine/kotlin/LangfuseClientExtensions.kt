package dev.vitrine.kotlin

import dev.vitrine.reactor.LangfuseClient
import dev.vitrine.reactor.LangfuseClientBuilder
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull
import kotlinx.coroutines.withContext
import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * A client whose settings are given in place; what is not given is taken from the environment:
 * `langfuseClient { timeout(5.seconds) }`. Not for an event loop's thread.
 */
public fun langfuseClient(settings: LangfuseClientBuilder.() -> Unit = {}): LangfuseClient =
    LangfuseClient.builder().apply(settings).build()

/** [LangfuseClientBuilder.timeout] in Kotlin's units. */
public fun LangfuseClientBuilder.timeout(timeout: Duration): LangfuseClientBuilder = timeout(timeout.toJavaDuration())

/** [LangfuseClientBuilder.callTimeout] in Kotlin's units. */
public fun LangfuseClientBuilder.callTimeout(timeout: Duration): LangfuseClientBuilder =
    callTimeout(timeout.toJavaDuration())

/** [LangfuseClientBuilder.shutdownTimeout] in Kotlin's units. */
public fun LangfuseClientBuilder.shutdownTimeout(timeout: Duration): LangfuseClientBuilder =
    shutdownTimeout(timeout.toJavaDuration())

/** Suspending form of [LangfuseClient.authCheck]. */
public suspend fun LangfuseClient.awaitAuthCheck(): Boolean = authCheck().awaitSingle()

/** Suspending form of [LangfuseClient.projectId]. */
public suspend fun LangfuseClient.awaitProjectId(): String = projectId().awaitSingle()

/** Suspending form of [LangfuseClient.disposeLater]. */
public suspend fun LangfuseClient.awaitDispose() {
    disposeLater().awaitSingleOrNull()
}

/**
 * Runs [block] with this client and closes it, whatever becomes of the block: what was accepted is waited for, within
 * the shutdown timeout, also where the caller was cancelled. Where both fail, closing's error is suppressed by the
 * block's.
 */
public suspend inline fun <C : LangfuseClient, T> C.use(block: (C) -> T): T {
    var failure: Throwable? = null
    try {
        return block(this)
    } catch (thrown: Throwable) {
        failure = thrown
        throw thrown
    } finally {
        closeAfter(failure)
    }
}

@PublishedApi
internal suspend fun LangfuseClient.closeAfter(failure: Throwable?) {
    try {
        withContext(NonCancellable) { awaitDispose() }
    } catch (thrown: Throwable) {
        if (failure == null) throw thrown
        failure.addSuppressed(thrown)
    }
}
