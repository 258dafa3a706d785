package dev.vitrine.examples

import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.io.TempDir
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Files
import java.nio.file.Path
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

    @Test
    fun `demo on the embedded platform verifies every media`() {
        for (terminal in listOf(true, false)) {
            val files = DemoMedia.make(Files.createDirectory(folder.resolve("$terminal")), 1)
            val summary = run(files, terminal)

            // the metadata's copy, and the one shown again
            val bytes = 2 * Files.size(files.first()) + files.sumOf(Files::size)
            assertEquals(
                "demo: 5 files, 5 items, 5 uploaded, 1 deduplicated, 7 verified, $bytes bytes",
                summary.toString(),
            )
            assertTrue(summary.isComplete)
        }
        for (text in listOf(
            "image/png",
            "image/jpeg",
            "audio/wav",
            "application/pdf",
            "application/octet-stream",
            "deduplicated",
        )) {
            assertContains(printed.toString(), text)
        }
        assertFalse("X-Amz-Signature" in printed.toString())
    }

    @Test
    fun `demo of a folder with one file works`() {
        Files.writeString(folder.resolve("note.txt"), "one")

        assertEquals(
            "demo: 1 files, 1 items, 1 uploaded, 0 deduplicated, 2 verified, 6 bytes",
            run(DemoMedia.within(folder), false).toString(),
        )
    }

    @Test
    fun `summary with a media that differs is not complete`() {
        assertFalse(Demo.Summary(5, 5, 5, 1, 6, 7, 10).isComplete)
    }

    private fun run(
        files: List<Path>,
        terminal: Boolean,
    ) = runBlocking {
        withTimeout(1.minutes) { Demo.run(emptyMap(), files, DemoScreen(PrintStream(printed, true), terminal)) }
    }
}
