package dev.vitrine.kotlin

import dev.vitrine.trace.CancelOutcome
import dev.vitrine.trace.ObservationSpec
import dev.vitrine.trace.ObservationType
import io.opentelemetry.api.trace.StatusCode
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNull
import kotlin.test.assertSame
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds

class ObserveTests {
    private val spans = Spans()
    private val client = spans.client
    private val tracing = client.tracing()

    @AfterTest
    fun close() = spans.close()

    @Test
    fun `observe gives the block's result and ends once`() =
        live {
            val result =
                client.observe("step") { obs ->
                    delay(10.milliseconds)
                    obs.change { output = "x" }
                    "x"
                }

            assertEquals("x", result)
            assertEquals("x", spans.one("step").output)
            assertEquals(1, spans.all().size)
            assertEquals(1, tracing.metrics().ended())
        }

    @Test
    fun `each call is an observation of its own, with a result or none`() =
        live {
            val spec = ObservationSpec.span("step").captureOutput(true)
            assertNull(client.observe(spec) { null as String? })
            assertEquals(Unit, client.observe(spec) { })
            assertEquals(listOf(1), client.observe(spec) { listOf(1) })

            assertEquals(listOf(null, null, "[1]"), spans.all().map { it.output })
        }

    @Test
    fun `what runs below is a child, on whatever thread and in whatever scope`() =
        live {
            client.observe("outer") {
                withContext(Dispatchers.IO) { client.observe("io") { } }
                async { client.observe("async") { } }.await()
                coroutineScope { async(Dispatchers.Default) { client.observe("scoped") { } } }
                launch { client.observe("launched") { } }
            }

            for (child in listOf("io", "async", "scoped", "launched")) {
                spans.assertChild(child, "outer")
            }
        }

    @Test
    fun `observe waits for what its block launched, and leaves what was current`() =
        live {
            client.observe("outer") { outer ->
                client.observe("inner") {
                    launch {
                        delay(20.milliseconds)
                        client.observe("late") { }
                    }
                }
                assertEquals(outer.id(), tracing.awaitCurrentObservationIdOrNull())
            }

            assertEquals(listOf("late", "inner", "outer"), spans.all().map { it.name })
            spans.assertChild("late", "inner")
        }

    @Test
    fun `concurrent observations are siblings`() =
        live {
            client.observe("outer") {
                repeat(50) { number ->
                    launch(Dispatchers.Default) {
                        client.observe("s$number") { client.observe("c$number") { delay(1.milliseconds) } }
                    }
                }
            }

            repeat(50) {
                spans.assertChild("s$it", "outer")
                spans.assertChild("c$it", "s$it")
            }
        }

    @Test
    fun `an error is the same instance and marks the observation`() =
        live {
            val boom = IllegalStateException("boom")

            assertSame(boom, assertFailsWith { client.observe("fails") { throw boom } })
            assertSame(
                boom,
                assertFailsWith {
                    client.observe("outer") {
                        client.observe("slow") {
                            delay(5.milliseconds)
                            throw boom
                        }
                    }
                },
            )
            for (name in listOf("fails", "slow", "outer")) {
                val span = spans.one(name)
                assertEquals("ERROR", span.level)
                assertEquals("boom", span.message)
                assertEquals(StatusCode.ERROR, span.status.statusCode)
            }
        }

    @Test
    fun `the failure of a child fails the observation and cancels the block`() =
        live {
            val thrown =
                assertFailsWith<IllegalArgumentException> {
                    client.observe("outer") {
                        launch { require(false) { "of the child" } }
                        awaitCancellation()
                    }
                }

            assertEquals("of the child", thrown.message)
            assertEquals("of the child", spans.one("outer").message)
            assertEquals("ERROR", spans.one("outer").level)
        }

    @Test
    fun `a failed block cancels what it launched`() =
        live {
            val ended = CompletableDeferred<Throwable?>()
            assertFailsWith<IllegalStateException> {
                client.observe("outer") {
                    launch { awaitCancellation() }.invokeOnCompletion { ended.complete(it) }
                    delay(1.milliseconds)
                    error("boom")
                }
            }

            assertTrue(ended.isCompleted)
            assertTrue(ended.await() is CancellationException)
        }

    @Test
    fun `a timeout around it ends the observation as cancelled, and nothing goes on`() =
        live {
            var finished = false
            assertFailsWith<TimeoutCancellationException> {
                withTimeout(50.milliseconds) {
                    client.observe("slow") {
                        try {
                            awaitCancellation()
                        } finally {
                            finished = true
                        }
                    }
                }
            }

            assertTrue(finished)
            assertCancelled("slow")
            assertNull(withTimeoutOrNull(10.milliseconds) { client.observe("other") { awaitCancellation() } })
            assertCancelled("other")
        }

    @Test
    fun `a timeout within it is rethrown unchanged and is a cancellation`() =
        live {
            var within: Throwable? = null
            val thrown =
                assertFailsWith<TimeoutCancellationException> {
                    client.observe("step") {
                        try {
                            withTimeout(10.milliseconds) { awaitCancellation() }
                        } catch (timeout: TimeoutCancellationException) {
                            within = timeout
                            throw timeout
                        }
                    }
                }

            assertSame(within, thrown)
            assertCancelled("step")
        }

    @Test
    fun `cancelling the caller ends the observation as its spec says`() =
        live {
            val spec = ObservationSpec.span("step").onCancel(CancelOutcome.ERROR)
            val started = CompletableDeferred<Unit>()
            val job =
                launch {
                    client.observe(spec) {
                        started.complete(Unit)
                        awaitCancellation()
                    }
                }
            started.await()
            job.cancelAndJoin()

            assertEquals("ERROR", spans.one("step").level)
            assertEquals("cancelled", spans.one("step").message)
        }

    @Test
    fun `an observation that is not ended by its block waits for its holder`() =
        live {
            val held = client.observe(ObservationSpec.span("held").endOnTerminate(false)) { it }
            assertEquals(0, spans.all().size)

            held.change { output = 1 }.end()

            assertEquals("1", spans.one("held").output)
        }

    @Test
    fun `a spec is built in place`() =
        live {
            val spec =
                observation("answer", ObservationType.GENERATION) {
                    model = "gpt-5"
                    input = "why?"
                    metadata = mapOf("a" to 1)
                }
            client.observe(spec) { it.change { usageDetails = mapOf("input" to 3) } }

            val span = spans.one("answer")
            assertEquals("generation", span.text("langfuse.observation.type"))
            assertEquals("gpt-5", span.text("langfuse.observation.model.name"))
            assertEquals("why?", span.input)
            assertEquals("{\"input\":3}", span.text("langfuse.observation.usage_details"))
        }

    @Test
    fun `an event cannot be observed`() =
        live {
            assertFailsWith<IllegalArgumentException> { client.observe(ObservationSpec.event("now")) { } }
            assertFailsWith<IllegalArgumentException> {
                client.observeFlow<Int>(ObservationSpec.event("now")) { error("unreachable") }
            }
        }

    @Test
    fun `a disabled client runs the block`() =
        live {
            langfuseClient { environmentVariables { null } }.use { disabled ->
                assertEquals(1, disabled.observe("step") { it.change { output = 1 }.let { 1 } })
                assertEquals(2, disabled.withAttributes(userId = "u1") { 2 })
            }
        }

    private suspend fun assertCancelled(name: String) {
        val span = spans.one(name)
        assertEquals("WARNING", span.level)
        assertEquals("cancelled", span.message)
        assertEquals(StatusCode.UNSET, span.status.statusCode)
    }
}
