package dev.vitrine.examples

import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.createDirectories
import kotlin.io.path.deleteRecursively
import kotlin.system.exitProcess
import kotlin.time.Duration.Companion.minutes

private const val BINARY_MEBIBYTES = 32
private val LONGEST = 30.minutes

/**
 * Started by `mvn -q -Pdemo-kotlin`; `-Ddemo.dir=FOLDER` takes the files of a folder instead of making some, and
 * `-Ddemo.report=FILE` says where the experiment's report goes.
 */
@OptIn(ExperimentalPathApi::class)
fun main() {
    System.setProperty("java.awt.headless", "true")
    val folder = System.getProperty("demo.dir", "")
    val made = if (folder.isBlank()) Files.createTempDirectory("vitrine-demo") else null
    val problem =
        try {
            problemOf(if (made == null) DemoMedia.within(Path.of(folder)) else DemoMedia.make(made, BINARY_MEBIBYTES))
        } catch (failure: Exception) {
            failure.message ?: failure.toString()
        } finally {
            made?.deleteRecursively()
        }
    if (problem != null) System.err.println("demo failed: $problem")
    exitProcess(if (problem == null) 0 else 1)
}

private fun problemOf(files: List<Path>): String? {
    if (files.isEmpty()) return "the folder of -Ddemo.dir has no files"
    val report = Path.of(System.getProperty("demo.report", "").ifBlank { "target/demo-report.html" })
    report.toAbsolutePath().parent.createDirectories() // a fresh clone has no target folder
    val screen = DemoScreen(System.out, System.console() != null)
    val summary = runBlocking { withTimeout(LONGEST) { Demo.run(System.getenv(), files, report, screen) } }
    if (!summary.isComplete) {
        return "${summary.verified} of ${summary.expected} media came back with the bytes that were sent; see the table"
    }
    println(summary)
    return null
}
