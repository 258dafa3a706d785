package dev.vitrine.kotlin

import dev.vitrine.prompt.ChatPrompt
import dev.vitrine.prompt.NewPrompt
import dev.vitrine.prompt.Prompt
import dev.vitrine.prompt.PromptSummary
import dev.vitrine.prompt.TextPrompt
import dev.vitrine.reactor.prompt.PromptClient
import dev.vitrine.reactor.prompt.PromptListQuery
import dev.vitrine.reactor.prompt.PromptQuery
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull

/** Suspending form of [PromptClient.text]. Cancelling the caller does not end a fetch that others may wait for. */
public suspend fun PromptClient.awaitText(
    name: String,
    query: PromptQuery.Builder.() -> Unit = {},
): TextPrompt = text(name) { it.query() }.awaitSingle()

/** Suspending form of [PromptClient.chat]. */
public suspend fun PromptClient.awaitChat(
    name: String,
    query: PromptQuery.Builder.() -> Unit = {},
): ChatPrompt = chat(name) { it.query() }.awaitSingle()

/** Suspending form of [PromptClient.get]. */
public suspend fun PromptClient.awaitGet(
    name: String,
    query: PromptQuery.Builder.() -> Unit = {},
): Prompt = get(name) { it.query() }.awaitSingle()

/** Suspending form of [PromptClient.create]. */
public suspend fun <P : Prompt> PromptClient.awaitCreate(prompt: NewPrompt<P>): P = create(prompt).awaitSingle()

/** Suspending form of [PromptClient.updateLabels]. */
public suspend fun PromptClient.awaitUpdateLabels(
    name: String,
    version: Int,
    labels: Collection<String>,
): Prompt = updateLabels(name, version, labels).awaitSingle()

/** Suspending form of [PromptClient.delete]. */
public suspend fun PromptClient.awaitDelete(name: String) {
    delete(name).awaitSingleOrNull()
}

/** Suspending form of [PromptClient.deleteVersion]. */
public suspend fun PromptClient.awaitDeleteVersion(
    name: String,
    version: Int,
) {
    deleteVersion(name, version).awaitSingleOrNull()
}

/** Suspending form of [PromptClient.deleteLabelled]. */
public suspend fun PromptClient.awaitDeleteLabelled(
    name: String,
    label: String,
) {
    deleteLabelled(name, label).awaitSingleOrNull()
}

/** [PromptClient.list] as a cold [Flow] that asks for one prompt at a time; a `buffer(n)` behind it asks for more. */
public fun PromptClient.listAsFlow(query: PromptListQuery.Builder.() -> Unit = {}): Flow<PromptSummary> =
    list { it.query() }.asFlowByDemand()

/** Suspending form of [PromptClient.disposeLater]. */
public suspend fun PromptClient.awaitDispose() {
    disposeLater().awaitSingleOrNull()
}
