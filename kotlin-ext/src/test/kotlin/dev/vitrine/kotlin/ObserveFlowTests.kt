package dev.vitrine.kotlin

import dev.vitrine.reactor.trace.StreamCapture
import dev.vitrine.trace.CaptureLimit
import dev.vitrine.trace.ObservationSpec
import dev.vitrine.trace.PropagatedAttributes
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.retry
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertSame

class ObserveFlowTests {
    private val spans = Spans()
    private val client = spans.client
    private val tracing = client.tracing()
    private val generation = ObservationSpec.generation("stream").captureOutput(true)

    @AfterTest
    fun close() = spans.close()

    @Test
    fun `a flow is observed at each collection`() =
        live {
            val words = client.observeFlow(generation) { flowOf("a", "b", "c") }
            assertEquals(0, spans.all().size)

            assertEquals(listOf("a", "b", "c"), words.toList())
            assertEquals(listOf("a", "b", "c"), words.toList())

            assertEquals(listOf("abc", "abc"), spans.all().map { it.output })
            assertNotNull(spans.all().first().text("langfuse.observation.completion_start_time"))
        }

    @Test
    fun `an empty flow, and one with nulls, complete`() =
        live {
            assertEquals(emptyList(), emptyFlow<Int>().observed(tracing, generation).toList())
            assertEquals(listOf(1, null, 2), flowOf(1, null, 2).observed(tracing, generation).toList())

            assertEquals(listOf(null, "[1,2]"), spans.all().map { it.output })
        }

    @Test
    fun `the observation is current in the flow, and not in its collector`() =
        live {
            client.observe("outer") { outer ->
                client
                    .observeFlow("stream") {
                        flow {
                            client.observe("made") { }
                            emit(1)
                        }.flowOn(Dispatchers.IO)
                    }.collect { assertEquals(outer.id(), tracing.awaitCurrentObservationIdOrNull()) }
            }

            spans.assertChild("stream", "outer")
            spans.assertChild("made", "stream")
        }

    @Test
    fun `nothing is asked for ahead of the collector`() =
        live {
            val signals = mutableListOf<String>()
            (1..3)
                .asSlowFlow(signals)
                .observed(tracing, generation)
                .collect { signals += "taken $it" }

            assertEquals(listOf("made 1", "taken 1", "made 2", "taken 2", "made 3", "taken 3"), signals)
        }

    @Test
    fun `an error is the same instance, with the output so far left out`() =
        live {
            val boom = IllegalStateException("boom")
            val failing =
                client.observeFlow(generation) {
                    flow {
                        emit("a")
                        throw boom
                    }
                }
            var caught: Throwable? = null

            assertEquals(listOf("a"), failing.catch { caught = it }.toList())

            assertSame(boom, caught)
            assertEquals("ERROR", spans.one("stream").level)
            assertEquals("boom", spans.one("stream").message)
            assertNull(spans.one("stream").output)
        }

    @Test
    fun `a block that throws is a flow that fails`() =
        live {
            val flow = client.observeFlow<Int>("stream") { error("no flow") }

            assertFailsWith<IllegalStateException> { flow.toList() }
            assertEquals("no flow", spans.one("stream").message)
        }

    @Test
    fun `a collector that has enough cancels, with what there was`() =
        live {
            assertEquals(listOf("a", "b"), client.observeFlow(generation) { flowOf("a", "b", "c") }.take(2).toList())

            val span = spans.one("stream")
            assertEquals("WARNING", span.level)
            assertEquals("cancelled", span.message)
            assertEquals("ab", span.output)
        }

    @Test
    fun `a collector that fails is no failure of the flow`() =
        live {
            val boom = IllegalStateException("the collector's")

            assertSame(boom, assertFailsWith { client.observeFlow(generation) { flowOf("a") }.collect { throw boom } })
            assertEquals("cancelled", spans.one("stream").message)
        }

    @Test
    fun `cancelling the collection ends it once`() =
        live {
            val first = CompletableDeferred<String>()
            val collection =
                launch {
                    client
                        .observeFlow(generation) {
                            flow {
                                emit("a")
                                awaitCancellation()
                            }
                        }.collect { first.complete(it) }
                }
            first.await()
            collection.cancelAndJoin()

            assertEquals("cancelled", spans.one("stream").message)
            assertEquals("a", spans.one("stream").output)
        }

    @Test
    fun `retry outside makes an observation of each attempt`() =
        live {
            var attempts = 0
            val flaky =
                client.observeFlow("stream") {
                    flow {
                        if (++attempts <
                            3
                        ) {
                            error("attempt $attempts")
                        } else {
                            emit(attempts)
                        }
                    }
                }

            assertEquals(listOf(3), flaky.retry(2).toList())
            assertEquals(listOf("ERROR", "ERROR", null), spans.all().map { it.level })
        }

    @Test
    fun `what is kept is limited, and usage comes from the last element`() =
        live {
            val capture =
                StreamCapture
                    .of<Int> { "$it " }
                    .usage { mapOf("output" to it) }
                    .limit(CaptureLimit(2, 100))
            client.observeFlow(ObservationSpec.generation("stream"), capture) { flowOf(1, 2, 3) }.toList()

            val span = spans.one("stream")
            assertEquals("1 2  [truncated: the first 2 of 3 elements]", span.output)
            assertEquals("{\"output\":3}", span.text("langfuse.observation.usage_details"))
        }

    @Test
    fun `a flow has attributes for what it starts`() =
        live {
            client.observe("outer") {
                flow { emit(client.observe("inner") { 1 }) }
                    .withAttributes(tracing, PropagatedAttributes.none().userId("u1"))
                    .collect { client.observe("collector") { } }
            }

            assertEquals("u1", spans.one("outer").text("user.id"))
            assertEquals("u1", spans.one("inner").text("user.id"))
            assertNull(spans.one("collector").text("user.id"))
        }

    private fun IntRange.asSlowFlow(signals: MutableList<String>): Flow<Int> =
        flow { forEach { emit(it) } }.onEach { signals += "made $it" }
}
