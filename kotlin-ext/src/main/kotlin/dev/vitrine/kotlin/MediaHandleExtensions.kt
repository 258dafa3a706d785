package dev.vitrine.kotlin

import dev.vitrine.reactor.media.MediaHandle
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactor.awaitSingle
import java.nio.ByteBuffer
import java.nio.file.Path

/** How many pieces of content are asked for ahead of the collector. */
private const val PIECES_AHEAD = 4

/**
 * [MediaHandle.content] as a cold [Flow]: the bytes as they arrive, 64 KiB at most a piece, verified at the end. Only four
 * pieces are asked for ahead of the collector; a `buffer(n)` behind it changes that.
 */
public fun MediaHandle.contentAsFlow(): Flow<ByteBuffer> = content().asFlow().buffer(PIECES_AHEAD)

/** Suspending form of [MediaHandle.bytes]: all bytes in memory. */
public suspend fun MediaHandle.awaitBytes(): ByteArray = bytes().awaitSingle()

/** Suspending form of [MediaHandle.base64]. */
public suspend fun MediaHandle.awaitBase64(): String = base64().awaitSingle()

/** Suspending form of [MediaHandle.dataUri]. */
public suspend fun MediaHandle.awaitDataUri(): String = dataUri().awaitSingle()

/** Suspending form of [MediaHandle.writeTo]. */
public suspend fun MediaHandle.awaitWriteTo(file: Path): Path = writeTo(file).awaitSingle()
