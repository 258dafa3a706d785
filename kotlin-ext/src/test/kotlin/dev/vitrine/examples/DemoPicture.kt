package dev.vitrine.examples

import dev.vitrine.kotlin.change
import dev.vitrine.kotlin.observation
import dev.vitrine.kotlin.observe
import dev.vitrine.media.Media
import dev.vitrine.reactor.LangfuseClient
import dev.vitrine.trace.ObservationType
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.io.path.extension
import kotlin.io.path.fileSize
import kotlin.io.path.name

private val PICTURES = setOf("png", "jpg", "jpeg", "gif")

/**
 * Work with a picture in its input, as a call of a vision model would have it: how large is what is shown? Looks at the
 * first picture among [files], or at the first file if there is none.
 */
internal suspend fun LangfuseClient.lookAtOneOf(files: List<Path>): Map<String, Number> {
    val file = files.firstOrNull { it.isPicture } ?: files.first()
    val spec =
        observation("look at ${file.name}", ObservationType.TOOL) {
            input = mapOf("question" to "How large is it?", "picture" to Media.ofFile(file))
        }
    return observe(spec) { look ->
        withContext(Dispatchers.IO) { measure(file) }.also { size -> look.change { output = size } }
    }
}

private fun measure(file: Path): Map<String, Number> =
    buildMap {
        put("bytes", file.fileSize())
        val picture = if (file.isPicture) ImageIO.read(file.toFile()) else null
        if (picture != null) {
            put("width", picture.width)
            put("height", picture.height)
        }
    }

private val Path.isPicture get() = extension.lowercase() in PICTURES
