package dev.vitrine.kotlin

import dev.vitrine.content.ContentType
import dev.vitrine.json.JsonException
import dev.vitrine.media.Media
import dev.vitrine.reactor.media.MediaHandle
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.reactor.awaitSingleOrNull
import java.nio.ByteBuffer
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNull

/** Items as values of the caller's own types, with flows as media. */
class TypedItemTests {
    private val platform = platform()
    private val spans =
        Spans(
            settings = { baseUrl(platform.baseUrl()).publicKey(platform.publicKey()).secretKey(platform.secretKey()) },
        )
    private val client = spans.client
    private val datasets = client.datasets()

    @AfterTest
    fun close() =
        live {
            client.awaitDispose()
            platform.disposeLater().awaitSingleOrNull()
        }

    @Test
    fun `values are of the type that is asked for`() =
        live {
            datasets.awaitCreate("typed")
            val item =
                datasets.awaitCreateItem("typed") {
                    input(
                        mapOf(
                            "question" to "What is shown?",
                            "pictures" to listOf(Media.ofBytes(byteArrayOf(1, 2), ContentType.IMAGE_PNG)),
                        ),
                    )
                    expectedOutput(listOf("a", "b"))
                }

            assertEquals(listOf("a", "b"), item.expectedOutput<List<String>>())
            assertEquals("What is shown?", item.input<Map<String, Any>>()["question"])
            assertEquals(setOf("question", "pictures"), item.input().asMap().keys)
            assertContentEquals(byteArrayOf(1, 2), item.media().single().awaitBytes())
            assertEquals(item.media().map { it.id() }, item.input().media().map { it.id() })
            assertEquals(emptyList(), item.expectedOutput().media())
            assertNull(item.metadata<List<Int>?>())
            val failure = assertFailsWith<JsonException> { item.metadata<Int>() }
            assertContains(failure.message.orEmpty(), "metadata of item ${item.id()} is null, but Int is not nullable")
            assertFailsWith<JsonException> { item.expectedOutput<Map<String, Int>>() }
        }

    @Test
    fun `a flow is content that is read as often as needed`() =
        live {
            var collections = 0
            val content =
                flow {
                    collections++
                    for (piece in 0 until 100) emit(ByteBuffer.wrap(ByteArray(10_000) { piece.toByte() }))
                }
            datasets.awaitCreate("flows")
            val item = datasets.awaitCreateItem("flows") { input(content.asMedia(ContentType.OCTET_STREAM)) }
            val bytes = item.media().single().awaitBytes()

            assertEquals(1_000_000, bytes.size)
            assertEquals(99, bytes.last())
            assertEquals(2, collections)
        }

    @Test
    fun `a flow that cannot be repeated is spooled`() =
        live {
            var collections = 0
            val content =
                flow {
                    check(++collections == 1)
                    emit(ByteBuffer.wrap(byteArrayOf(1, 2, 3)))
                }
            datasets.awaitCreate("flows")
            val item = datasets.awaitCreateItem("flows") { input(content.asMediaOnce(ContentType.OCTET_STREAM)) }

            assertContentEquals(byteArrayOf(1, 2, 3), MediaHandle.`in`(item.input()).single().awaitBytes())
        }

    @Test
    fun `a flow that fails sends nothing`() =
        live {
            val content = flow<ByteBuffer> { error("unreadable") }
            datasets.awaitCreate("flows")

            assertFailsWith<RuntimeException> {
                datasets.awaitCreateItem("flows") { input(content.asMedia(ContentType.OCTET_STREAM)) }
            }
            assertEquals(0, platform.itemCount())
        }

    @Test
    fun `what makes the items runs within the observation of who collects them`() =
        live {
            datasets.awaitCreate("observed")
            client.observe("import") {
                val items =
                    (1..3).asFlow().map { number ->
                        client.observe("make") {
                            dev.vitrine.dataset.NewDatasetItem
                                .`in`("observed")
                                .input(number)
                                .build()
                        }
                    }
                assertEquals(3, datasets.createItemsAsFlow(items, 2).toList().size)
            }

            val import = spans.one("import")
            assertEquals(List(3) { import.spanId }, spans.all().filter { it.name == "make" }.map { it.parentSpanId })
        }
}
