package dev.vitrine.examples

import dev.vitrine.embedded.EmbeddedLangfuse
import dev.vitrine.kotlin.langfuseClient
import dev.vitrine.kotlin.use
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Files
import java.nio.file.Path
import kotlin.test.Test
import kotlin.test.assertContains
import kotlin.test.assertContentEquals

/** The README's Kotlin is the one that is compiled and run here. */
class ReadmeTests {
    private val readme = Files.readString(Path.of("../README.md"))

    @Test
    fun `readme quotes the program that is run`() {
        val source = Files.readString(Path.of("src/test/kotlin/dev/vitrine/examples/QuickStart.kt"))
        val quoted = source.substringAfter("// readme:start\n").substringBefore("// readme:end").trim()

        assertContains(readme, "```kotlin\n$quoted\n```")
    }

    @Test
    fun `readme names the command of the demo`() = assertContains(readme, "`mvn -q -Pdemo-kotlin`")

    @Test
    fun `roundTrip brings the picture back`(
        @TempDir folder: Path,
    ) = runBlocking {
        val picture = DemoMedia.make(folder, 1).first()
        val platform = EmbeddedLangfuse.start().awaitSingle()
        val exporter = InMemorySpanExporter.create()
        val copies =
            langfuseClient {
                environmentVariables { null }
                baseUrl(platform.baseUrl())
                publicKey(platform.publicKey())
                secretKey(platform.secretKey())
                tracing { it.exporter(exporter) }
            }.use { client -> roundTrip(client, picture, Files.createDirectory(folder.resolve("pulled"))) }
        platform.disposeLater().awaitSingleOrNull()

        assertContentEquals(Files.readAllBytes(picture), Files.readAllBytes(copies.single()))
    }
}
