package dev.vitrine.kotlin

import dev.vitrine.reactor.trace.LangfuseContext
import dev.vitrine.reactor.trace.Propagation
import dev.vitrine.trace.ObservationSpec
import dev.vitrine.trace.PropagatedAttributes
import io.opentelemetry.api.trace.Span
import io.opentelemetry.api.trace.SpanContext
import io.opentelemetry.api.trace.TraceFlags
import io.opentelemetry.api.trace.TraceState
import io.opentelemetry.context.Context
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.single
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.reactor.asFlux
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.mono
import kotlinx.coroutines.withContext
import reactor.core.publisher.Mono
import reactor.core.scheduler.Schedulers
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.time.Duration.Companion.milliseconds

/** One trace, with its attributes, through coroutines and publishers in both directions. */
class ContextCrossingTests {
    private val spans = Spans()
    private val client = spans.client
    private val tracing = client.tracing()

    @AfterTest
    fun close() = spans.close()

    @Test
    fun `a publisher that is awaited continues the coroutine's trace`() =
        live {
            client.withAttributes(userId = "u1", tags = listOf("web"), metadata = mapOf("tier" to "gold")) {
                client.observe("outer") { javaService("inner").awaitSingle() }
            }

            spans.assertChild("inner", "outer")
            val inner = spans.one("inner")
            assertEquals("u1", inner.text("user.id"))
            assertEquals("gold", inner.text("langfuse.trace.metadata.tier"))
        }

    @Test
    fun `a coroutine that a publisher starts continues the publisher's trace`() =
        live {
            tracing
                .observe("outer") { _ -> mono { suspendFunction() }.subscribeOn(Schedulers.parallel()) }
                .contextWrite(Propagation.with { it.userId("u1") })
                .awaitSingle()

            spans.assertChild("inner", "outer")
            assertEquals("u1", spans.one("inner").text("user.id"))
        }

    @Test
    fun `trace and attributes go there and back again`() =
        live {
            client.withAttributes(sessionId = "s1") {
                client.observe("one") {
                    tracing
                        .observe(
                            "two",
                        ) { _ ->
                            mono(
                                Dispatchers.Default,
                            ) { client.observe("three") { javaService("four").awaitSingle() } }
                        }.awaitSingle()
                }
            }

            spans.assertChild("two", "one")
            spans.assertChild("three", "two")
            spans.assertChild("four", "three")
            assertEquals(setOf("s1"), spans.all().map { it.text("session.id") }.toSet())
        }

    @Test
    fun `flows continue the trace of where they are collected`() =
        live {
            client.withAttributes(userId = "u1") {
                client.observe("outer") {
                    flow { emit(client.observe("built") { 1 }) }
                        .flowOn(Dispatchers.IO)
                        .map { client.observe("mapped") { it } }
                        .single()
                    flow { emit(client.observe("crossed") { 2 }) }
                        .asFlux()
                        .map { it + 1 }
                        .single()
                        .awaitSingle()
                }
            }

            for (name in listOf("built", "mapped", "crossed")) {
                spans.assertChild(name, "outer")
                assertEquals("u1", spans.one(name).text("user.id"), name)
            }
        }

    @Test
    fun `attributes are written on what is current, and are gone outside`() =
        live {
            client.observe("outer") {
                client.withAttributes(userId = "u1", metadata = mapOf("a" to 1)) {
                    client.withAttributes(PropagatedAttributes.none().metadata("b", 2)) {
                        async(Dispatchers.Default) { client.observe("inside") { } }.await()
                    }
                }
                client.observe("outside") { }
            }

            assertEquals("u1", spans.one("outer").text("user.id"))
            assertEquals("u1", spans.one("inside").text("user.id"))
            assertEquals("1", spans.one("inside").text("langfuse.trace.metadata.a"))
            assertEquals("2", spans.one("inside").text("langfuse.trace.metadata.b"))
            assertNull(spans.one("outside").text("user.id"))
        }

    @Test
    fun `a value that cannot be taken is left out`() =
        live {
            client.withAttributes(userId = "u".repeat(201), sessionId = "s1") { client.observe("step") { } }

            assertNull(spans.one("step").text("user.id"))
            assertEquals("s1", spans.one("step").text("session.id"))
        }

    @Test
    fun `without an observation there is null, and with one there is all`() =
        live {
            assertNull(tracing.awaitCurrentObservationOrNull())
            assertNull(tracing.awaitCurrentTraceIdOrNull())
            assertNull(tracing.awaitCurrentObservationIdOrNull())
            assertNull(tracing.awaitTraceUrlOrNull())
            tracing.awaitUpdateCurrent { output = "nowhere" }

            client.observe("step") { obs ->
                assertEquals(obs.id(), assertNotNull(tracing.awaitCurrentObservationOrNull()).id())
                assertEquals(obs.traceId(), tracing.awaitCurrentTraceIdOrNull())
                withContext(Dispatchers.IO) { tracing.awaitUpdateCurrent { output = "here" } }
            }
            assertEquals("here", spans.one("step").output)
        }

    @Test
    fun `a child of an observation at hand takes its attributes from where it is called`() =
        live {
            val held = tracing.awaitStart(ObservationSpec.span("held"))
            client.observe("current") {
                client.withAttributes(userId = "u1") {
                    held.awaitObserve(ObservationSpec.span("child").captureOutput(true)) {
                        client.observe("grandchild") { }
                        7
                    }
                    held
                        .observeFlow(
                            ObservationSpec.span("flow"),
                        ) { flow { emit(client.observe("in flow") { 1 }) } }
                        .toList()
                }
            }
            held.end()

            spans.assertChild("child", "held")
            spans.assertChild("grandchild", "child")
            spans.assertChild("flow", "held")
            spans.assertChild("in flow", "flow")
            assertEquals("u1", spans.one("child").text("user.id"))
            assertEquals("7", spans.one("child").output)
            assertEquals(5 + 1, tracing.metrics().ended().toInt())
        }

    @Test
    fun `an event is a child of what is current`() =
        live {
            client.observe("outer") {
                tracing.awaitEvent("now")
                tracing.awaitEvent(ObservationSpec.event("then").input(1))
            }

            spans.assertChild("now", "outer")
            spans.assertChild("then", "outer")
        }

    @Test
    fun `an incoming OpenTelemetry context is the parent`() =
        live {
            val incoming = Context.root().with(Span.wrap(remote))
            withOtelContext(incoming) {
                assertEquals(incoming, currentOtelContext())
                withContext(Dispatchers.IO) { client.observe("handler") { javaService("below").awaitSingle() } }
            }
            // as an instrumentation with a thread-local has it
            incoming.makeCurrent().use { client.observe("beside") { } }

            assertEquals(remote.spanId, spans.one("handler").parentSpanId)
            assertEquals(remote.traceId, spans.one("below").traceId)
            assertEquals(remote.spanId, spans.one("beside").parentSpanId)
        }

    @Test
    fun `a thread sees what is current only where it was asked for`() =
        live {
            fun onThread() = Span.current().spanContext.spanId
            client.observe("unseen") { assertEquals(SpanContext.getInvalid().spanId, onThread()) }
            client.observe(ObservationSpec.span("seen").currentWhileAssembling(true)) { seen ->
                withContext(Dispatchers.IO) { assertEquals(seen.id(), onThread()) }
                client.observe("nested") { nested ->
                    delay(5.milliseconds)
                    assertEquals(nested.id(), onThread())
                }
                assertEquals(seen.id(), onThread())
            }
            client.observe("asked") { asked -> makingCurrent { assertEquals(asked.id(), onThread()) } }
            assertEquals(SpanContext.getInvalid().spanId, onThread())
        }

    @Test
    fun `a project chosen in Reactor is that of the coroutine`() =
        live {
            val project =
                mono { LangfuseContext.project(reactorContext()).orElse("none") }
                    .contextWrite(LangfuseContext.withProject("pk-lf-other"))
                    .awaitSingle()

            assertEquals("pk-lf-other", project)
        }

    private suspend fun suspendFunction() = client.observe("inner") { delay(1.milliseconds).let { "done" } }

    private fun javaService(name: String): Mono<Int> =
        tracing.observe(name) { _ -> Mono.just(1).publishOn(Schedulers.parallel()) }

    private companion object {
        val remote: SpanContext =
            SpanContext.createFromRemoteParent(
                "0123456789abcdef0123456789abcdef",
                "0123456789abcdef",
                TraceFlags.getSampled(),
                TraceState.getDefault(),
            )
    }
}
