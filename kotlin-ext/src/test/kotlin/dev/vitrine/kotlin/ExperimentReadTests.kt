package dev.vitrine.kotlin

import dev.vitrine.embedded.traffic.Route
import dev.vitrine.experiment.Evaluation
import dev.vitrine.experiment.ExperimentItem
import dev.vitrine.score.ScoreValue
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.single
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.reactor.awaitSingleOrNull
import java.time.Instant
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith

/** Experiments that are read back as flows. */
class ExperimentReadTests {
    private val platform = platform()
    private val spans =
        Spans(settings = {
            baseUrl(platform.baseUrl()).publicKey(platform.publicKey()).secretKey(platform.secretKey())
        })
    private val client = spans.client
    private val experiments = client.experiments()
    private val before = Instant.now().minusSeconds(300)

    @AfterTest
    fun close() =
        live {
            client.awaitDispose()
            platform.disposeLater().awaitSingleOrNull()
        }

    @Test
    fun `a run, its items and their scores are read back`() =
        live {
            assertEquals(emptyList(), experiments.listAsFlow(before).toList())
        }
}
