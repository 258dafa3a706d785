package dev.vitrine.kotlin

import dev.vitrine.embedded.EmbeddedLangfuse
import dev.vitrine.embedded.WriteMode
import dev.vitrine.evaluation.BatchEvaluationResumeToken
import dev.vitrine.evaluation.ItemFilter
import dev.vitrine.experiment.Evaluation
import dev.vitrine.experiment.EvaluationInput
import dev.vitrine.reactor.evaluation.BatchEvaluation
import dev.vitrine.reactor.evaluation.TraceView
import dev.vitrine.trace.ObservationSpec
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull
import kotlinx.coroutines.runBlocking
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds

/** Batch evaluations whose mapping, evaluators and checkpoints are suspending. */
class BatchEvaluationTests {
    private val platform =
        runBlocking {
            EmbeddedLangfuse
                .builder()
                .writeMode(WriteMode.DUAL)
                .start()
                .awaitSingle()
        }
    private val client = platform.client()
    private val evaluations = client.evaluations()
    private val tokens = mutableListOf<BatchEvaluationResumeToken>()

    @AfterTest
    fun close() =
        live {
            client.awaitDispose()
            platform.disposeLater().awaitSingleOrNull()
        }

    @Test
    fun `traces are mapped, judged and scored, with a checkpoint a page`() =
        live {
            trace(5)
            val result = evaluations.awaitRun(lengths().pageSize(2).checkpointing { tokens += it })

            assertEquals(5, result.totalItemsProcessed())
            assertEquals(5, result.totalScoresCreated())
            val lengths = result.itemEvaluations().values.map { it.single().number().asDouble }
            assertEquals(listOf(1.0, 2.0, 3.0, 4.0, 5.0), lengths.sorted())
            assertEquals(5, platform.scoreCount())
            assertTrue(tokens.size >= 2, "${tokens.size} checkpoints")
        }

    @Test
    fun `outcomes come as a flow`() =
        live {
            trace(3)

            assertEquals(3, evaluations.streamAsFlow(lengths()).toList().size)
        }

    @Test
    fun `an item that cannot be mapped fails alone, and a checkpoint that fails ends the run`() =
        live {
            trace(3)
            val mapping =
                suspendingMapping<TraceView> { trace ->
                    check(trace.input().asType<String>() != "xx") { "two" }
                    whole(trace)
                }
            val some =
                BatchEvaluation
                    .ofTraces(mapping)
                    .evaluator(suspendingEvaluator("any") { emptyList() })

            assertEquals(mapOf("IllegalStateException" to 1L), evaluations.awaitRun(some).errorSummary())
            val failing = lengths().checkpointing { throw UnsupportedOperationException("no store") }
            assertFailsWith<UnsupportedOperationException> { evaluations.awaitRun(failing) }
        }

    private fun lengths() =
        BatchEvaluation
            .ofTraces(suspendingMapping<TraceView> { delay(1.milliseconds).let { _ -> whole(it) } })
            .evaluator(
                suspendingEvaluator("length") {
                    listOf(Evaluation.numeric("length", it.input<String>().length.toDouble()))
                },
            ).filter(ItemFilter.all())

    private fun whole(trace: TraceView) = EvaluationInput.of(trace.input(), trace.output())

    private suspend fun trace(count: Int) {
        for (number in 1..count) {
            client.observe(ObservationSpec.span("step").input("x".repeat(number))) { }
        }
        client.tracing().awaitFlush()
    }
}
