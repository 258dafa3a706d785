package dev.vitrine.kotlin

import dev.vitrine.content.ContentType
import dev.vitrine.media.Media
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactor.asFlux
import java.nio.ByteBuffer
import kotlin.coroutines.CoroutineContext

/**
 * This flow as media's content, which is collected anew each time that the content is read: for its digest, and for
 * each attempt to send it. The same bytes must come every time; see [asMediaOnce] for a flow that cannot give them
 * twice.
 *
 * Buffers are asked for as they are needed, and must not be changed once emitted.
 *
 * @param context where it is collected; a flow that blocks needs `flowOn(Dispatchers.IO)`
 */
public fun Flow<ByteBuffer>.asMedia(
    contentType: ContentType,
    context: CoroutineContext = Dispatchers.Default,
): Media = Media.ofPublisher({ asFlux(context) }, contentType)

/** This flow as media's content, which is collected once, and spooled meanwhile; otherwise as [asMedia]. */
public fun Flow<ByteBuffer>.asMediaOnce(
    contentType: ContentType,
    context: CoroutineContext = Dispatchers.Default,
): Media = Media.ofOneShot(asFlux(context), contentType)
