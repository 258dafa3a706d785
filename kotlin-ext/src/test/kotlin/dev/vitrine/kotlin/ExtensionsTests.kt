package dev.vitrine.kotlin

import dev.vitrine.content.ContentType
import dev.vitrine.dataset.NewDataset
import dev.vitrine.dataset.NewDatasetItem
import dev.vitrine.embedded.traffic.Route
import dev.vitrine.media.Media
import dev.vitrine.reactor.http.ApiException
import dev.vitrine.reactor.media.MediaHandle
import dev.vitrine.reactor.media.MediaTarget
import dev.vitrine.reactor.media.MediaTarget.ItemField
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.single
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.flow.toSet
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactor.awaitSingleOrNull
import org.junit.jupiter.api.io.TempDir
import java.io.ByteArrayOutputStream
import java.nio.ByteBuffer
import java.nio.file.Files
import java.nio.file.Path
import java.util.Base64
import kotlin.random.Random
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds

/** Every extension, run against a platform with real sockets. */
class ExtensionsTests {
    private val platform = platform()
    private val client = platform.client()
    private val datasets = client.datasets()
    private val media = client.media()
    private val picture = Media.ofBytes(bytes(20_000), ContentType.IMAGE_PNG)

    @AfterTest
    fun close() =
        live {
            client.awaitDispose()
            platform.disposeLater().awaitSingleOrNull()
        }

    @Test
    fun `an item's media come back in every form`(
        @TempDir folder: Path,
    ) = live {
        datasets.awaitCreate("pictures")
        val made = datasets.awaitCreateItem("pictures") { input(mapOf("picture" to picture)) }

        val pulled = datasets.itemsAsFlow("pictures").single()
        val handle = pulled.input().media(MediaHandle::class.java).single()
        val copy = folder.resolve("copy.png")

        assertEquals(made.id(), pulled.id())
        assertContentEquals(bytes(20_000), handle.awaitBytes())
        assertContentEquals(bytes(20_000), joined(handle.contentAsFlow().toList()))
        assertContentEquals(bytes(20_000), Base64.getDecoder().decode(handle.awaitBase64()))
        assertEquals("data:image/png;base64," + handle.awaitBase64(), handle.awaitDataUri())
        assertEquals(copy, handle.awaitWriteTo(copy))
        assertContentEquals(bytes(20_000), Files.readAllBytes(copy))
    }

    @Test
    fun `datasets are made, found and listed`() =
        live {
            val one = datasets.awaitCreate("one") { description("the first") }
            val two = datasets.awaitCreate(NewDataset.named("two").build())

            assertEquals("the first", datasets.awaitGet("one").description())
            assertEquals(setOf(one, two), datasets.listAsFlow().toSet())
        }

    @Test
    fun `items are made in order, found and deleted`() =
        live {
            datasets.awaitCreate("many")
            val ids = (1..40).map { "item-$it" }
            val made = datasets.createItemsAsFlow(ids.asFlow().map { item("many", it) }, 4).toList()
            val last = datasets.awaitCreateItem(item("many", "last"))

            assertEquals(ids, made.map { it.id() })
            assertEquals(last, datasets.awaitItem("last"))
            assertEquals(41, datasets.itemsAsFlow("many") { pageSize(10) }.toList().size)
            datasets.awaitDeleteItem("last")
            assertFailsWith<ApiException.NotFound> { datasets.awaitItem("last") }
        }

    @Test
    fun `media are uploaded, found and put in by themselves`() =
        live {
            val dataset = datasets.awaitCreate("dataset")
            val receipt = media.awaitUpload(picture, MediaTarget.datasetItem(dataset.id(), "item", ItemField.INPUT))
            val reference = receipt.reference()
            val handle = media.awaitGet(reference.id())

            assertFalse(receipt.deduplicated())
            assertContentEquals(bytes(20_000), handle.awaitBytes())
            assertEquals(
                listOf("/a" to picture, "/b/1" to handle),
                media.findAsFlow(mapOf("a" to picture, "b" to listOf(1, handle))).toList().map {
                    it.pointer() to it.value()
                },
            )
            assertEquals(
                listOf("see ${handle.awaitDataUri()}"),
                media.awaitResolveReferences(listOf("see ${reference.referenceString()}")).asType<List<String>>(),
            )
            assertEquals(
                listOf(reference.referenceString()),
                media
                    .awaitResolveReferences(listOf(reference.referenceString())) { maxBytesEach(10) }
                    .asType<List<String>>(),
            )
        }

    @Test
    fun `a slow collector of content gets it whole, and taking one piece ends the download`() =
        live {
            val bytes = bytes(2 * 1024 * 1024)
            datasets.awaitCreate("large")
            val item = datasets.awaitCreateItem("large") { metadata(Media.ofBytes(bytes, ContentType.OCTET_STREAM)) }
            val handle = item.metadata().media(MediaHandle::class.java).single()

            val pieces = handle.contentAsFlow().onEach { delay(1.milliseconds) }.toList()
            assertContentEquals(bytes, joined(pieces))

            val first = handle.contentAsFlow().take(1).single()
            assertTrue(first.remaining() < bytes.size)
            idle()
            assertContentEquals(bytes, handle.awaitBytes())
        }

    @Test
    fun `cancelling the caller ends the upload`() =
        live {
            platform.faults().on(Route.OBJECT_PUT) { it.hang() }
            datasets.awaitCreate("hanging")
            val upload = launch { datasets.awaitCreateItem("hanging") { input(picture) } }
            until { platform.requests().inFlight(Route.OBJECT_PUT) == 1 }

            upload.cancelAndJoin()

            idle()
            assertEquals(0, platform.itemCount())
        }

    @Test
    fun `errors arrive as they are`() =
        live {
            val ofAwait = assertFailsWith<ApiException.NotFound> { datasets.awaitGet("nowhere") }
            val ofFlow = assertFailsWith<ApiException.NotFound> { datasets.itemsAsFlow("nowhere").toList() }

            assertEquals(404, ofAwait.status())
            assertEquals(404, ofFlow.status())
        }

    /** Waits until the platform answers nobody any more. */
    private suspend fun idle() = until { platform.requests().inFlight() == 0 }

    private fun item(
        dataset: String,
        id: String,
    ) = NewDatasetItem
        .`in`(dataset)
        .id(id)
        .input(id)
        .build()

    private fun bytes(size: Int) = Random(size).nextBytes(size)

    private fun joined(pieces: List<ByteBuffer>): ByteArray {
        val all = ByteArrayOutputStream()
        for (piece in pieces) {
            val bytes = ByteArray(piece.remaining())
            piece.get(bytes)
            all.write(bytes)
        }
        return all.toByteArray()
    }
}
