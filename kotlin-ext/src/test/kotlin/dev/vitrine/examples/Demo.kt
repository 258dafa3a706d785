package dev.vitrine.examples

import dev.vitrine.content.ContentDigest
import dev.vitrine.content.ContentDigester
import dev.vitrine.dataset.DatasetItem
import dev.vitrine.dataset.NewDatasetItem
import dev.vitrine.embedded.EmbeddedLangfuse
import dev.vitrine.kotlin.awaitCreate
import dev.vitrine.kotlin.awaitTraceUrlOrNull
import dev.vitrine.kotlin.change
import dev.vitrine.kotlin.contentAsFlow
import dev.vitrine.kotlin.createItemsAsFlow
import dev.vitrine.kotlin.itemsAsFlow
import dev.vitrine.kotlin.langfuseClient
import dev.vitrine.kotlin.media
import dev.vitrine.kotlin.observation
import dev.vitrine.kotlin.observe
import dev.vitrine.kotlin.use
import dev.vitrine.media.Media
import dev.vitrine.media.MediaId
import dev.vitrine.reactor.LangfuseClient
import dev.vitrine.reactor.media.MediaHandle
import dev.vitrine.reactor.media.MediaTarget
import dev.vitrine.trace.ObservationType
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.flatMapMerge
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull
import kotlinx.coroutines.withContext
import java.nio.ByteBuffer
import java.nio.file.Path
import java.time.LocalDateTime
import java.time.format.DateTimeFormatter
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.io.path.inputStream
import kotlin.io.path.name

/**
 * A folder of media becomes a Langfuse dataset and comes back, byte for byte.
 *
 * One item a file, with the media nested in its input; the first item has its media in the metadata too, and the last
 * item shows the first file once more. What it does is observed: its trace has a picture in it, too. Then an experiment
 * runs over the dataset. All this on an embedded platform, or on the Langfuse of `LANGFUSE_BASE_URL`,
 * `LANGFUSE_PUBLIC_KEY` and `LANGFUSE_SECRET_KEY` when all three are set.
 */
internal class Demo private constructor(
    private val client: LangfuseClient,
    private val uploads: Collection<Upload>,
    private val screen: DemoScreen,
    private val dataset: String,
    private val files: List<Path>,
    private val report: Path,
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
    ) {
        companion object {
            fun of(environment: Map<String, String>): Platform? {
                fun given(name: String) = environment["LANGFUSE_$name"]?.ifBlank { null }
                return Platform(
                    given("BASE_URL") ?: return null,
                    given("PUBLIC_KEY") ?: return null,
                    given("SECRET_KEY") ?: return null,
                )
            }
        }
    }

    private suspend fun run(): Summary {
        val spec =
            observation("demo", ObservationType.CHAIN) {
                input = mapOf("dataset" to dataset, "files" to files.size)
            }
        val summary =
            client.observe(spec) { demo ->
                val summary = pushAndPull()
                demo.change { output = "$summary" }
                client.tracing().awaitTraceUrlOrNull()?.let { screen.say("trace    $it") }
                summary
            }
        client.runDemoExperiment(dataset, report, screen)
        return summary
    }

    private suspend fun pushAndPull(): Summary {
        val local = withContext(Dispatchers.IO) { files.map(::digest) }.associateBy { MediaId.of(it) }
        client.datasets().awaitCreate(dataset) { description("Media of the Vitrine demo") }
        client.observe("push") { push() }
        client.lookAtOneOf(files) // after the push: what it shows is on the platform already
        return client.observe("pull") { summarize(pull(local)) }
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
        val content =
            buildList {
                add(shown(file.name, file))
                if (index == files.lastIndex && index > 0) add(shown("seen before", files.first()))
            }
        return NewDatasetItem
            .`in`(dataset)
            .id("%s-%02d-%s".format(dataset.substringAfter('/'), index + 1, file.name))
            .input(mapOf("question" to "What is this?", "content" to content))
            .expectedOutput(mapOf("file" to file.name))
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
        val digester = ContentDigester.create()
        handle.contentAsFlow().collect(digester::update)
        return Verified(item, handle, digester.digest() == local[handle.id()])
    }

    private fun summarize(all: List<Verified>): Summary {
        val open = uploads.associateByTo(mutableMapOf()) { it.itemId to it.mediaId }
        val rows =
            all.sortedBy { it.item.id() }.map {
                val upload = open.remove(it.item.id() to it.handle.id().value())
                val how =
                    when (upload?.deduplicated) {
                        null -> "same item"
                        true -> "deduplicated"
                        false -> "uploaded"
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

        /** Runs on the embedded platform, or on the one that [environment] names; the experiment's report goes to [report]. */
        suspend fun run(
            environment: Map<String, String>,
            files: List<Path>,
            report: Path,
            screen: DemoScreen,
        ): Summary {
            Platform.of(environment)?.let { return on(it, files, report, screen) }
            val embedded = EmbeddedLangfuse.start().awaitSingle()
            try {
                val platform = Platform(embedded.baseUrl(), embedded.publicKey(), embedded.secretKey())
                val summary = on(platform, files, report, screen)
                // the client has delivered its spans and is closed
                for (name in listOf("demo", "experiment-item-run")) {
                    embedded.traces().named(name).ifPresent { screen.say(it.render()) }
                }
                return summary
            } finally {
                withContext(NonCancellable) { embedded.disposeLater().awaitSingleOrNull() }
            }
        }

        private suspend fun on(
            platform: Platform,
            files: List<Path>,
            report: Path,
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
                        uploads += Upload(target.itemId(), receipt.id(), receipt.deduplicated())
                    }
                }
            }.use { client -> Demo(client, uploads, screen, dataset, files, report).run() }
        }

        private fun digest(file: Path): ContentDigest {
            val digester = ContentDigester.create()
            val piece = ByteArray(PIECE)
            file.inputStream().use { input ->
                generateSequence { input.read(piece).takeIf { it >= 0 } }
                    .forEach { digester.update(ByteBuffer.wrap(piece, 0, it)) }
            }
            return digester.digest()
        }
    }
}
