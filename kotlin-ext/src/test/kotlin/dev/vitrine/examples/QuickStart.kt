package dev.vitrine.examples

import dev.vitrine.kotlin.awaitCreate
import dev.vitrine.kotlin.awaitCreateItem
import dev.vitrine.kotlin.awaitWriteTo
import dev.vitrine.kotlin.itemsAsFlow
import dev.vitrine.kotlin.media
import dev.vitrine.kotlin.observe
import dev.vitrine.media.Media
import dev.vitrine.reactor.LangfuseClient
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import java.nio.file.Path

// readme:start
suspend fun roundTrip(
    client: LangfuseClient,
    picture: Path,
    folder: Path,
): List<Path> =
    client.observe("round trip") {
        client.datasets().awaitCreate("visual-qa")
        client.datasets().awaitCreateItem("visual-qa") { input(mapOf("image" to Media.ofFile(picture))) }
        val images = client.datasets().itemsAsFlow("visual-qa").map { item -> item.media().single() }
        images.map { image -> image.awaitWriteTo(folder.resolve(image.id().value())) }.toList() // bytes only now
    }
// readme:end
