package dev.vitrine.examples

import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.io.TempDir
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.fileSize
import kotlin.io.path.readText
import kotlin.io.path.writeText
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.minutes

class DemoTests {
    @TempDir
    lateinit var folder: Path

    private val printed = ByteArrayOutputStream()
    private val report get() = folder.resolve("report.html")

    @Test
    fun `demo on the embedded platform verifies every media, on a terminal`() = verifiesEveryMedia(terminal = true)

    @Test
    fun `demo on the embedded platform verifies every media, in a log`() = verifiesEveryMedia(terminal = false)

    private fun verifiesEveryMedia(terminal: Boolean) {
        val files = DemoMedia.make(folder, 1)

        val summary = run(files, terminal)

        // the metadata's copy, and the one shown again
        val bytes = 2 * files.first().fileSize() + files.sumOf { it.fileSize() }
        assertEquals(
            "demo: 5 files, 5 items, 5 uploaded, 1 deduplicated, 7 verified, $bytes bytes",
            summary.toString(),
        )
        assertTrue(summary.isComplete)
        val said = printed.toString(Charsets.UTF_8)
        said.assertContainsAll("image/png", "image/jpeg", "audio/wav", "application/pdf", "application/octet-stream")
        said.assertContainsAll("deduplicated", "platform http://", "dataset  vitrine-demo/", "trace    http://")
        said.assertContainsAll("\"demo\"", "CHAIN demo", "├─ SPAN push", "├─ TOOL look at aquarium.png", "└─ SPAN pull")
        said.assertContainsAll("input: image/png, ", " bytes, uploaded, media ")
        said.assertContainsAll("Experiment: picture sizes", "megapixels: 0.256")
        said.assertContainsAll("share of pictures: 0.600", "3 of 5 items")
        said.assertContainsAll("SPAN experiment-item-run", "EVALUATOR orientation")
        said.assertContainsAll("report   ${report.toUri()}")
        // what the experiment's traces show is linked to the dataset
        assertFalse("uploaded elsewhere" in said.substringBefore("\"experiment-item-run\""))
        assertFalse("X-Amz-Signature" in said)

        val html = report.readText()
        assertTrue(html.startsWith("<!"))
        html.assertContainsAll("picture sizes", "data:image/png;base64,", "landscape")
        assertFalse("X-Amz-Signature" in html)
    }

    @Test
    fun `demo of a folder with one file works`() {
        folder.resolve("note.txt").writeText("one")

        assertEquals(
            "demo: 1 files, 1 items, 1 uploaded, 0 deduplicated, 2 verified, 6 bytes",
            run(DemoMedia.within(folder), false).toString(),
        )
        assertContains(printed.toString(Charsets.UTF_8), "TOOL look at note.txt")
    }

    @Test
    fun `summary with a media that differs is not complete`() {
        assertFalse(Demo.Summary(5, 5, 5, 1, 6, 7, 10).isComplete)
    }

    private fun run(
        files: List<Path>,
        terminal: Boolean,
    ) = runBlocking {
        val screen = DemoScreen(PrintStream(printed, true, Charsets.UTF_8), terminal)
        withTimeout(1.minutes) { Demo.run(emptyMap(), files, report, screen) }
    }

    private fun String.assertContainsAll(vararg texts: String) = texts.forEach { assertContains(this, it) }
}
