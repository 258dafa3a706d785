package dev.vitrine.kotlin

import dev.vitrine.experiment.Evaluation
import dev.vitrine.experiment.ExperimentItem
import dev.vitrine.experiment.ExperimentResult
import dev.vitrine.json.JsonException
import dev.vitrine.reactor.experiment.Experiment
import dev.vitrine.reactor.experiment.RunSpec
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull
import kotlinx.coroutines.withTimeout
import reactor.core.publisher.Mono
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicInteger
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertSame
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds

/** Experiments whose task and evaluators are suspending. */
class ExperimentTests {
    private val platform = platform()
    private val spans =
        Spans(settings = {
            baseUrl(platform.baseUrl()).publicKey(platform.publicKey()).secretKey(platform.secretKey())
        })
    private val client = spans.client
    private val experiments = client.experiments()
    private val items = (1..8).map { ExperimentItem.of(it, it * it) }

    @AfterTest
    fun close() =
        live {
            assertEquals(0, client.tracing().metrics().open())
            client.awaitDispose()
            platform.disposeLater().awaitSingleOrNull()
        }

    @Test
    fun `results equal those of the Java builder`() =
        live {
            val inKotlin =
                experiments.awaitRun("squares") {
                    data(items)
                    metadata("model" to "none")
                    task { item ->
                        delay(1.milliseconds)
                        check(item.input<Int>() != 7) { "seven" }
                        item.input<Int>() * item.input<Int>()
                    }
                    evaluator("right") {
                        listOf(Evaluation.bool("right", it.output<Int>() == it.expectedOutput<Int>()))
                    }
                    evaluator("fails", Dispatchers.IO) { error("an evaluator") }
                    composite { _, said -> listOf(Evaluation.numeric("said", said.size.toDouble())) }
                    runEvaluator("count") { listOf(Evaluation.numeric("count", it.size.toDouble())) }
                }
            val inJava =
                experiments
                    .run(
                        Experiment
                            .named("squares")
                            .data(items)
                            .task { item ->
                                val number = item.input() as Int
                                if (number == 7) {
                                    Mono.error<Int>(IllegalStateException("seven"))
                                } else {
                                    Mono.just(number * number)
                                }
                            }.evaluator("right") {
                                Mono.just(Evaluation.bool("right", it.output() == it.expectedOutput()))
                            }.evaluator("fails") { Mono.error<Evaluation>(IllegalStateException("an evaluator")) }
                            .composite { _, said -> Mono.just(Evaluation.numeric("said", said.size.toDouble())) }
                            .runEvaluator("count") { Mono.just(Evaluation.numeric("count", it.size.toDouble())) },
                    ).awaitSingle()

            assertEquals(outcomes(inJava), outcomes(inKotlin))
            assertEquals(listOf("seven"), inKotlin.failures().map { it.error().message })
            assertEquals(7, inKotlin.itemResults().size)
            assertEquals(inJava.runEvaluations(), inKotlin.runEvaluations())
        }

    @Test
    fun `no more items are under way than allowed, and a flow gives no more than needed`() =
        live {
            val running = AtomicInteger()
            val most = AtomicInteger()
            val result =
                experiments.awaitRun("bounded") {
                    data(items.asFlow())
                    maxConcurrency(3)
                    task(Dispatchers.IO) {
                        most.accumulateAndGet(running.incrementAndGet(), ::maxOf)
                        delay(5.milliseconds)
                        running.decrementAndGet()
                        null
                    }
                }

            assertEquals(8, result.itemResults().size)
            assertTrue(most.get() in 1..3, "$most at a time")
        }

    @Test
    fun `observations in a task are children of the item's`() =
        live {
            client.withAttributes(userId = "u1") {
                experiments.awaitRun("traced") {
                    data(items.take(1))
                    task { client.observe("call") { 1 } }
                    evaluator("judge") { client.observe("judging") { emptyList() } }
                }
            }

            spans.assertChild("call", "experiment-item-task")
            assertEquals("u1", spans.one("call").text("user.id"))
            assertEquals(spans.one("experiment-item-run").traceId, spans.one("judging").traceId)
        }

    @Test
    fun `outcomes come as a flow, which may be enough`() =
        live {
            val experiment =
                experiment("streamed") {
                    data(items)
                    task { it.input<Int>() }
                }

            assertEquals(8, experiments.streamAsFlow(experiment).toList().size)
            assertEquals(
                2,
                experiments
                    .streamAsFlow(experiment)
                    .take(2)
                    .toList()
                    .size,
            )
            until { client.tracing().metrics().open() == 0L }
        }

    @Test
    fun `a task that takes too long fails its item`() =
        live {
            val result =
                experiments.awaitRun("slow") {
                    data(items.take(1))
                    taskTimeout(20.milliseconds)
                    task { awaitCancellation() }
                }

            assertIs<TimeoutException>(result.failures().single().error())
        }

    @Test
    fun `a task that asks for a wrong type fails its item`() =
        live {
            val result =
                experiments.awaitRun("mistyped") {
                    data(items.take(1))
                    task { it.input<List<Int>>() }
                }

            assertIs<JsonException>(result.failures().single().error())
        }

    @Test
    fun `cancelling the caller ends its tasks`() =
        live {
            val started = CompletableDeferred<Unit>()
            val ended = CompletableDeferred<Unit>()
            val run =
                launch {
                    experiments.awaitRun("cancelled") {
                        data(items.take(1))
                        task {
                            started.complete(Unit)
                            try {
                                awaitCancellation()
                            } finally {
                                ended.complete(Unit)
                            }
                        }
                    }
                }
            started.await()
            run.cancelAndJoin()

            ended.await()
            until { client.tracing().metrics().open() == 0L }
        }

    @Test
    fun `one's own loop is linked to a run`() =
        live {
            client.datasets().awaitCreate("looped")
            val item = client.datasets().awaitCreateItem("looped") { input("why?") }

            val answer =
                experiments.awaitLinkOrNull(item, RunSpec.named("by hand")) { obs ->
                    client.observe("call") { obs.traceId() }
                }
            assertNull(experiments.awaitLinkOrNull<String>(item, RunSpec.named("by hand")) { null })
            assertFailsWith<IllegalStateException> {
                experiments.awaitLinkOrNull<Int>(item, RunSpec.named("by hand")) { error("boom") }
            }

            assertEquals(assertNotNull(answer), spans.one("call").traceId)
        }

    @Test
    fun `a block that is linked has ended when its caller is cancelled`() =
        live {
            client.datasets().awaitCreate("looped")
            val item = client.datasets().awaitCreateItem("looped") { input("why?") }
            val started = CompletableDeferred<Unit>()
            var ended = false
            val work =
                launch(Dispatchers.Default) {
                    experiments.awaitLinkOrNull<Int>(item, RunSpec.named("cancelled")) {
                        started.complete(Unit)
                        try {
                            awaitCancellation()
                        } finally {
                            ended = true
                        }
                    }
                }
            started.await()
            work.cancelAndJoin()

            assertTrue(ended)
        }

    @Test
    fun `a cancellation of the linked block's own is no failure`() =
        live {
            client.datasets().awaitCreate("looped")
            val item = client.datasets().awaitCreateItem("looped") { input("why?") }

            assertFailsWith<TimeoutCancellationException> {
                experiments.awaitLinkOrNull<Int>(item, RunSpec.named("late")) {
                    withTimeout(1.milliseconds) { awaitCancellation() }
                }
            }
            val own = CancellationException("enough")
            val thrown =
                assertFailsWith<CancellationException> {
                    experiments.awaitLinkOrNull<Int>(item, RunSpec.named("enough")) { throw own }
                }

            assertSame(own, thrown)
            for (run in listOf("late", "enough")) {
                val span = spans.one("Dataset run: $run")
                assertEquals("WARNING" to "cancelled", span.level to span.message)
            }
        }

    private fun outcomes(result: ExperimentResult) =
        result.itemResults().map { it.output() to it.evaluations() } to result.failures().map { it.error().message }
}
