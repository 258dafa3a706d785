package dev.vitrine.kotlin

import dev.vitrine.reactor.LangfuseClient
import dev.vitrine.reactor.LangfuseClients
import dev.vitrine.reactor.trace.LangfuseContext
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull
import kotlinx.coroutines.withContext

/** The registered client of the project that was chosen for this coroutine; see [LangfuseClients.get]. */
public suspend fun currentLangfuse(): LangfuseClient = LangfuseClients.get().awaitSingle()

/** The registered client of a project, by its public key; see [LangfuseClients.get]. */
public suspend fun registeredLangfuse(publicKey: String): LangfuseClient = LangfuseClients.get(publicKey).awaitSingle()

/** Closes all registered clients and forgets them; see [LangfuseClients.shutdownAll]. */
public suspend fun shutdownAllLangfuse() {
    LangfuseClients.shutdownAll().awaitSingleOrNull()
}

/** Runs [block] for the project with this public key; null leaves the project that was chosen. */
public suspend fun <T> withProject(
    publicKey: String?,
    block: suspend CoroutineScope.() -> T,
): T {
    val outer = reactorContext()
    return withContext(elements(outer, LangfuseContext.withProject(publicKey).apply(outer)), block)
}
