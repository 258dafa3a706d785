package dev.vitrine.examples

import dev.vitrine.content.ContentDigest
import dev.vitrine.content.ContentDigester
import dev.vitrine.dataset.DatasetItem
import dev.vitrine.dataset.NewDatasetItem
import dev.vitrine.embedded.EmbeddedLangfuse
import dev.vitrine.kotlin.awaitCreate
import dev.vitrine.kotlin.contentAsFlow
import dev.vitrine.kotlin.createItemsAsFlow
import dev.vitrine.kotlin.itemsAsFlow
import dev.vitrine.kotlin.langfuseClient
import dev.vitrine.kotlin.media
import dev.vitrine.kotlin.use
import dev.vitrine.media.Media
import dev.vitrine.media.MediaId
import dev.vitrine.reactor.LangfuseClient
import dev.vitrine.reactor.media.MediaHandle
import dev.vitrine.reactor.media.MediaTarget
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.flatMapMerge
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull
import kotlinx.coroutines.withContext
import java.nio.ByteBuffer
import java.nio.file.Files
import java.nio.file.Path
import java.time.LocalDateTime
import java.time.format.DateTimeFormatter
import java.util.concurrent.ConcurrentLinkedQueue

/**
 * A folder of media becomes a Langfuse dataset and comes back, byte for byte.
 *
 * One item a file, with the media nested in its input; the first item has its media in the metadata too, and the last
 * item shows the first file once more. Runs on an embedded platform, or on the Langfuse of `LANGFUSE_BASE_URL`,
 * `LANGFUSE_PUBLIC_KEY` and `LANGFUSE_SECRET_KEY` when all three are set.
 */
internal class Demo private constructor(
    private val client: LangfuseClient,
    private val uploads: Collection<Upload>,
    private val screen: DemoScreen,
    private val dataset: String,
    private val files: List<Path>,
) {
    /** What happened, and the line that says so. */
    data class Summary(
        val files: Int,
        val items: Int,
        val uploaded: Int,
        val deduplicated: Int,
        val verified: Int,
        val expected: Int,
        val bytes: Long,
    ) {
        val isComplete get() = verified == expected

        override fun toString() =
            "demo: $files files, $items items, $uploaded uploaded, $deduplicated deduplicated, $verified verified, " +
                "$bytes bytes"
    }

    private data class Upload(
        val itemId: String,
        val mediaId: String,
        val deduplicated: Boolean,
    )

    private class Verified(
        val item: DatasetItem,
        val handle: MediaHandle,
        val matches: Boolean,
    )

    private data class Platform(
        val baseUrl: String,
        val publicKey: String,
        val secretKey: String,
    )

    private suspend fun pushAndPull(): Summary {
        val local = withContext(Dispatchers.IO) { files.map(::digest) }.associateBy { MediaId.of(it) }
        client.datasets().awaitCreate(dataset) { description("Media of the Vitrine demo") }
        push()
        return summarize(pull(local))
    }

    private suspend fun push() {
        screen.begin()
        client
            .datasets()
            .createItemsAsFlow(files.indices.asFlow().map(::item), CONCURRENCY)
            .collect { screen.step("push", files.size, it.id()) }
    }

    private fun item(index: Int): NewDatasetItem {
        val file = files[index]
        val again =
            if (index == files.lastIndex &&
                index > 0
            ) {
                listOf(shown("seen before", files.first()))
            } else {
                emptyList()
            }
        return NewDatasetItem
            .`in`(dataset)
            .id("%s-%02d-%s".format(dataset.substringAfter('/'), index + 1, file.fileName))
            .input(mapOf("question" to "What is this?", "content" to listOf(shown("${file.fileName}", file)) + again))
            .expectedOutput(mapOf("file" to "${file.fileName}"))
            .metadata(if (index == 0) mapOf("cover" to Media.ofFile(file)) else null)
            .build()
    }

    private fun shown(
        caption: String,
        file: Path,
    ) = mapOf("caption" to caption, "media" to Media.ofFile(file))

    @OptIn(ExperimentalCoroutinesApi::class)
    private suspend fun pull(local: Map<MediaId, ContentDigest>): List<Verified> {
        screen.begin()
        return client
            .datasets()
            .itemsAsFlow(dataset)
            .flatMapMerge(CONCURRENCY) { item -> item.media().asFlow().map { verify(item, it, local) } }
            .onEach { screen.step("pull", expected, it.item.id()) }
            .toList()
    }

    /** Hashes the bytes as they stream by, against those of the file that was sent. */
    private suspend fun verify(
        item: DatasetItem,
        handle: MediaHandle,
        local: Map<MediaId, ContentDigest>,
    ): Verified {
        val digester =
            handle.contentAsFlow().fold(ContentDigester.create()) { digester, bytes ->
                digester.apply {
                    update(bytes)
                }
            }
        return Verified(item, handle, digester.digest() == local[handle.id()])
    }

    private fun summarize(all: List<Verified>): Summary {
        val open = uploads.associateByTo(mutableMapOf()) { it.itemId to it.mediaId }
        val rows =
            all.sortedBy { it.item.id() }.map {
                val upload = open.remove(it.item.id() to it.handle.id().value())
                val how =
                    if (upload == null) {
                        "same item"
                    } else if (upload.deduplicated) {
                        "deduplicated"
                    } else {
                        "uploaded"
                    }
                DemoScreen.Row(
                    it.item.id(),
                    it.handle.contentType().value(),
                    it.handle.contentLength(),
                    how,
                    it.matches,
                )
            }
        screen.table(rows)
        val (deduplicated, uploaded) = uploads.partition { it.deduplicated }
        val verified = all.filter { it.matches }
        return Summary(
            files.size,
            all.distinctBy { it.item.id() }.size,
            uploaded.size,
            deduplicated.size,
            verified.size,
            expected,
            verified.sumOf { it.handle.contentLength() },
        )
    }

    private val expected get() = files.size + if (files.size > 1) 2 else 1

    companion object {
        private const val CONCURRENCY = 8
        private const val PIECE = 256 * 1024

        /** Runs on the embedded platform, or on the one that [environment] names. */
        suspend fun run(
            environment: Map<String, String>,
            files: List<Path>,
            screen: DemoScreen,
        ): Summary {
            val (baseUrl, publicKey, secretKey) =
                listOf(
                    "LANGFUSE_BASE_URL",
                    "LANGFUSE_PUBLIC_KEY",
                    "LANGFUSE_SECRET_KEY",
                ).map { environment[it].orEmpty() }
            if (baseUrl.isNotBlank() && publicKey.isNotBlank() && secretKey.isNotBlank()) {
                return on(Platform(baseUrl, publicKey, secretKey), files, screen)
            }
            val embedded = EmbeddedLangfuse.start().awaitSingle()
            try {
                return on(Platform(embedded.baseUrl(), embedded.publicKey(), embedded.secretKey()), files, screen)
            } finally {
                withContext(NonCancellable) { embedded.disposeLater().awaitSingleOrNull() }
            }
        }

        private suspend fun on(
            platform: Platform,
            files: List<Path>,
            screen: DemoScreen,
        ): Summary {
            val uploads = ConcurrentLinkedQueue<Upload>()
            val dataset = "vitrine-demo/" + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now())
            screen.say("platform ${platform.baseUrl}")
            screen.say("dataset  $dataset")
            return langfuseClient {
                baseUrl(platform.baseUrl)
                publicKey(platform.publicKey)
                secretKey(platform.secretKey)
                onUpload { target, receipt ->
                    if (target is MediaTarget.OfDatasetItem) {
                        uploads +=
                            Upload(target.itemId(), receipt.id(), receipt.deduplicated())
                    }
                }
            }.use { client -> Demo(client, uploads, screen, dataset, files).pushAndPull() }
        }

        private fun digest(file: Path): ContentDigest {
            val digester = ContentDigester.create()
            val piece = ByteArray(PIECE)
            Files.newInputStream(file).use { input ->
                generateSequence {
                    input
                        .read(
                            piece,
                        ).takeIf { it >= 0 }
                }.forEach { digester.update(ByteBuffer.wrap(piece, 0, it)) }
            }
            return digester.digest()
        }
    }
}
