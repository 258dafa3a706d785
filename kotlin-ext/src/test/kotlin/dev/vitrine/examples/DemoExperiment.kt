package dev.vitrine.examples

import dev.vitrine.experiment.Evaluation
import dev.vitrine.experiment.EvaluationInput
import dev.vitrine.experiment.ExperimentItem
import dev.vitrine.experiment.ExperimentItemResult
import dev.vitrine.kotlin.awaitBytes
import dev.vitrine.kotlin.awaitRun
import dev.vitrine.kotlin.awaitWriteTo
import dev.vitrine.kotlin.media
import dev.vitrine.kotlin.output
import dev.vitrine.reactor.LangfuseClient
import dev.vitrine.reactor.experiment.report.ExperimentReport
import dev.vitrine.reactor.media.MediaHandle
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.nio.file.Path
import javax.imageio.ImageIO

private const val LARGEST_PICTURE = 16L * 1024 * 1024

/** What the task makes of a picture. */
internal data class Size(
    val width: Int,
    val height: Int,
)

/**
 * An experiment over the demo's [dataset]: the task measures the picture of each item, and evaluators judge its size.
 * Says what came of it, and writes the [report].
 */
internal suspend fun LangfuseClient.runDemoExperiment(
    dataset: String,
    report: Path,
    screen: DemoScreen,
) {
    val result =
        experiments().awaitRun("picture sizes") {
            on(dataset)
            description("How large are the pictures?")
            task { measure(it) }
            evaluator("is a picture") { listOf(Evaluation.bool("is a picture", it.size != null)) }
            evaluator("megapixels") { listOf(megapixels(it.size)) }
            evaluator("orientation") { listOfNotNull(orientation(it.size)) }
            runEvaluator("share of pictures") { listOf(shareOfPictures(it)) }
            maxConcurrency(4)
        }
    screen.say(result.format(true))
    val file = ExperimentReport.of(result).awaitWriteTo(report)
    screen.say("report   ${file.toAbsolutePath().toUri()}")
}

/** Null where the item has no picture. */
private suspend fun measure(item: ExperimentItem): Size? {
    val bytes =
        item
            .inputJson()
            .media()
            .firstOrNull { it.isPicture }
            ?.awaitBytes() ?: return null
    return withContext(Dispatchers.IO) { ImageIO.read(bytes.inputStream()) }?.let { Size(it.width, it.height) }
}

private val MediaHandle.isPicture
    get() = contentType().value().startsWith("image/") && contentLength() <= LARGEST_PICTURE

private val EvaluationInput.size get() = output<Size?>()

private fun megapixels(size: Size?) =
    if (size == null) {
        Evaluation.skipped("megapixels", "no picture")
    } else {
        Evaluation.numeric("megapixels", size.width * size.height / 1e6)
    }

private fun orientation(size: Size?) =
    size?.let { Evaluation.categorical("orientation", if (it.width >= it.height) "landscape" else "portrait") }

private fun shareOfPictures(results: List<ExperimentItemResult>): Evaluation {
    val pictures = results.count { it.output() != null }
    return Evaluation
        .numeric("share of pictures", if (results.isEmpty()) 0.0 else pictures.toDouble() / results.size)
        .comment("$pictures of ${results.size} items")
}
