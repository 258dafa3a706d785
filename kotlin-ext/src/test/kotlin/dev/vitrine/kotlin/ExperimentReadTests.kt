package dev.vitrine.kotlin

import dev.vitrine.embedded.traffic.Route
import dev.vitrine.experiment.Evaluation
import dev.vitrine.experiment.ExperimentItem
import dev.vitrine.score.ScoreValue
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
    private val client =
        langfuseClient {
            environmentVariables { null }
            baseUrl(platform.baseUrl()).publicKey(platform.publicKey()).secretKey(platform.secretKey())
        }
    private val experiments = client.experiments()
    private val before = Instant.now().minusSeconds(300)

    @AfterTest
    fun close() =
        live {
            client.awaitDispose()
            platform.disposeLater().awaitSingleOrNull()
        }

    @Test
    fun `runs, their items and scores are read back`() =
        live {
            squares("first")
            squares("second")

            val runs = experiments.listAsFlow(before).toList()
            assertEquals(listOf("run of second", "run of first"), runs.map { it.name() })
            val items = experiments.itemsAsFlow(runs[1]).toList()
            assertEquals(
                setOf("i1" to 1, "i2" to 4, "i3" to 9),
                items.map { it.itemId() to it.output().asType<Int>() }.toSet(),
            )
            assertEquals(
                List(3) { ScoreValue.Bool(true) },
                items.map {
                    it
                        .scores()
                        .single()
                        .typedValue()
                        .get()
                },
            )
            val named = experiments.listAsFlow(before) { names("run of first").scores(false) }.single()
            assertEquals(runs[1].id(), named.id())
        }

    @Test
    fun `a flow asks for the pages that are needed`() =
        live {
            squares("first")

            assertEquals(
                2,
                experiments
                    .itemsAsFlow(before) { pageSize(1) }
                    .take(2)
                    .toList()
                    .size,
            )
            assertEquals(2, platform.requests().count(Route.EXPERIMENT_ITEMS_LIST))
            assertFailsWith<IllegalArgumentException> { experiments.itemsAsFlow(before) { pageSize(0) } }
            assertFailsWith<IllegalArgumentException> { experiments.listAsFlow(before) { pageSize(101) } }
        }

    private suspend fun squares(name: String) =
        experiments.awaitRun(name) {
            runName("run of $name")
            data((1..3).map { ExperimentItem.of(it).id("i$it") })
            task { it.input<Int>() * it.input<Int>() }
            evaluator("right") { listOf(Evaluation.bool("right", true)) }
        }
}
