package dev.vitrine.kotlin

import dev.vitrine.json.JsonValue
import dev.vitrine.media.Media
import dev.vitrine.media.MediaId
import dev.vitrine.media.MediaOccurrence
import dev.vitrine.reactor.media.MediaClient
import dev.vitrine.reactor.media.MediaHandle
import dev.vitrine.reactor.media.MediaTarget
import dev.vitrine.reactor.media.ResolveOptions
import dev.vitrine.reactor.media.UploadReceipt
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactor.awaitSingle

/** Suspending form of [MediaClient.upload]. Cancelling the caller cancels the upload. */
public suspend fun MediaClient.awaitUpload(
    media: Media,
    target: MediaTarget,
): UploadReceipt = upload(media, target).awaitSingle()

/** Suspending form of [MediaClient.get]. */
public suspend fun MediaClient.awaitGet(id: MediaId): MediaHandle = get(id).awaitSingle()

/** [MediaClient.find] as a cold [Flow], which looks for the next one when it is asked for. */
public fun MediaClient.findAsFlow(value: Any?): Flow<MediaOccurrence> = find(value).asFlowByDemand()

/** Suspending form of [MediaClient.resolveReferences]; its [asType] gives a typed value. */
public suspend fun MediaClient.awaitResolveReferences(
    value: Any?,
    options: ResolveOptions.Builder.() -> Unit = {},
): JsonValue = resolveReferences(value) { it.options() }.awaitSingle()
