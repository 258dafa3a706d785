package dev.vitrine.kotlin

import dev.vitrine.embedded.traffic.Route
import dev.vitrine.prompt.ChatMessage
import dev.vitrine.prompt.NewPrompt
import dev.vitrine.prompt.PromptTypeMismatchException
import dev.vitrine.reactor.ClientDisabledException
import dev.vitrine.reactor.http.ApiException
import dev.vitrine.reactor.http.ApiRequest
import dev.vitrine.score.Score
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactor.awaitSingleOrNull
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds

/** Scores, prompts, plain calls and the client's own life, run against a platform with real sockets. */
class FacetTests {
    private val platform = platform()
    private val client = platform.client { tracing { it.exporter(InMemorySpanExporter.create()) } }
    private val scores = client.scores()
    private val prompts = client.prompts()

    @AfterTest
    fun close() =
        live {
            client.awaitDispose()
            platform.disposeLater().awaitSingleOrNull()
        }

    @Test
    fun `scores are accepted, delivered and flushed`() =
        live {
            val target = "0123456789abcdef0123456789abcdef"
            assertNotNull(scores.awaitCreateOrNull(Score.numeric("accuracy", 0.9).trace(target)))
            assertNotNull(scores.awaitDeliveryOrNull(Score.bool("good", true).trace(target)))
            assertEquals(2, platform.scoreCount())
            scores.awaitCreateOrNull(Score.categorical("kind", "a").trace(target))
            scores.awaitFlush()

            assertEquals(3, platform.scoreCount())
        }

    @Test
    fun `what is current is scored, and a value with it`() =
        live {
            client.observe("step") { obs ->
                scores.awaitScoreCurrentObservation(Score.numeric("relevance", 1.0))
                scores.awaitScoreCurrentTrace(Score.numeric("trace", 1.0))
                assertNotNull(scores.awaitScoreObservationOrNull(obs, Score.numeric("held", 1.0)))
                assertNotNull(scores.awaitScoreTraceOrNull(obs, Score.numeric("held-trace", 1.0)))
                assertEquals("x", scores.scored({ Score.numeric("length", it.length.toDouble()) }) { "x" })
                assertEquals(
                    listOf("a", "b"),
                    flowOf("a", "b")
                        .scored(scores) {
                            if (it ==
                                "a"
                            ) {
                                Score.text("text", it)
                            } else {
                                error("a scorer fails")
                            }
                        }.toList(),
                )
            }
            scores.awaitFlush()

            assertEquals(6, platform.scoreCount())
        }

    @Test
    fun `without an observation nothing is scored`() =
        live {
            scores.awaitScoreCurrentObservation(Score.numeric("relevance", 1.0))
            scores.awaitFlush()
            scores.awaitDispose()
            assertNull(scores.awaitCreateOrNull(Score.numeric("late", 1.0).session("s1")))

            assertEquals(0, platform.scoreCount())
        }

    @Test
    fun `prompts are made, found, labelled, listed and deleted`() =
        live {
            val made = prompts.awaitCreate(NewPrompt.text("critic", "Rate {{movie}}").labels("production"))
            assertEquals(made, prompts.awaitText("critic"))
            assertEquals("Rate Heat", prompts.awaitText("critic") { version(1) }.compile(mapOf("movie" to "Heat")))
            prompts.awaitCreate(NewPrompt.chat("chat", ChatMessage.user("hi")).labels("production"))
            assertEquals(1, prompts.awaitChat("chat").items().size)
            assertEquals("chat", prompts.awaitGet("chat").name())
            assertEquals(
                setOf("production", "best"),
                prompts.awaitUpdateLabels("critic", 1, listOf("best")).labels().toSet() - "latest",
            )
            assertEquals(
                setOf("critic", "chat"),
                prompts
                    .listAsFlow { pageSize(1) }
                    .toList()
                    .map { it.name() }
                    .toSet(),
            )

            prompts.awaitDeleteVersion("critic", 1)
            prompts.awaitDeleteLabelled("chat", "production")
            assertFailsWith<ApiException.NotFound> { prompts.awaitGet("critic") }
            assertFailsWith<ApiException.NotFound> { prompts.awaitDelete("critic") }
            prompts.awaitDispose()
        }

    @Test
    fun `a prompt of the other type, and one that is missing, are errors, and a fallback is none`() =
        live {
            prompts.awaitCreate(NewPrompt.text("critic", "Rate").labels("production"))

            assertFailsWith<PromptTypeMismatchException> { prompts.awaitChat("critic") }
            assertFailsWith<ApiException.NotFound> { prompts.awaitText("none") }
            assertEquals("spare", prompts.awaitText("none") { fallback("spare") }.compile())
        }

    @Test
    fun `cancelling one who waits for a prompt does not end its fetch`() =
        live {
            prompts.awaitCreate(NewPrompt.text("critic", "Rate").labels("production"))
            platform.requests().clear()
            platform.faults().on(Route.PROMPT_GET) { it.delay(java.time.Duration.ofMillis(100)) }
            val waiting = launch { prompts.awaitText("critic") }
            until { platform.requests().inFlight(Route.PROMPT_GET) == 1 }
            waiting.cancelAndJoin()

            assertEquals("Rate", prompts.awaitText("critic").compile())
            assertEquals(1, platform.requests().count(Route.PROMPT_GET))
        }

    @Test
    fun `any call can be made`() =
        live {
            client.datasets().awaitCreate("one")
            val request = ApiRequest.get("/api/public/v2/datasets/{name}").path("name", "one").build()
            val bytes =
                client
                    .api()
                    .streamAsFlow(request)
                    .toList()
                    .sumOf { it.remaining() }

            assertEquals(
                "one",
                client
                    .api()
                    .awaitExchangeOrNull(request)
                    ?.at("/name")
                    ?.asType<String>(),
            )
            assertTrue(bytes > 0)
        }

    @Test
    fun `the client tells of its project and is closed by use`() =
        live {
            assertTrue(client.awaitAuthCheck())
            assertEquals(platform.projectId(), client.awaitProjectId())
            client.observe("step") { obs ->
                assertTrue(assertNotNull(client.tracing().awaitTraceUrlOrNull()).endsWith(obs.traceId()))
                assertNotNull(client.tracing().awaitTraceUrlOrNull(obs.traceId()))
            }
            client.tracing().awaitFlush()
            client.tracing().awaitFlush(5.seconds)

            val used =
                platform.client { timeout(3.seconds) }.use {
                    it.scores().awaitCreateOrNull(Score.numeric("last", 1.0).session("s1"))
                    it
                }
            assertEquals(1, platform.scoreCount())
            assertNull(used.scores().awaitCreateOrNull(Score.numeric("late", 1.0).session("s1")))
        }

    @Test
    fun `use closes the client also where its block fails or is cancelled`() =
        live {
            lateinit var used: dev.vitrine.reactor.LangfuseClient

            suspend fun score() = used.scores().awaitCreateOrNull(Score.numeric("one", 1.0).session("s1"))
            assertFailsWith<IllegalStateException> {
                platform.client { shutdownTimeout(5.seconds) }.use {
                    used = it
                    score()
                    error("boom")
                }
            }
            assertNull(score())
            assertEquals(1, platform.scoreCount())
            launch {
                platform.client { callTimeout(5.seconds) }.use {
                    used = it
                    score()
                    throw CancellationException("enough")
                }
            }.join()

            assertNull(score())
            assertEquals(2, platform.scoreCount())
        }

    @Test
    fun `a disabled client says so`() =
        live {
            langfuseClient { environmentVariables { null } }.use { disabled ->
                assertFalse(disabled.awaitAuthCheck())
                assertFailsWith<ClientDisabledException> { disabled.datasets().awaitGet("one") }
                assertNull(disabled.scores().awaitCreateOrNull(Score.numeric("off", 1.0).session("s1")))
                assertNull(disabled.tracing().awaitTraceUrlOrNull())
            }
        }
}
