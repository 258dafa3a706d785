package dev.vitrine.kotlin

import dev.vitrine.reactor.LangfuseClients
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertSame
import kotlin.test.assertTrue

class RegistryTests {
    private val one = registered("pk-lf-one")
    private val two = registered("pk-lf-two")

    @AfterTest
    fun close() = live { shutdownAllLangfuse() }

    @Test
    fun `the project of the coroutine chooses the client`() =
        live {
            withProject("pk-lf-two") {
                withContext(Dispatchers.IO) { assertSame(two, currentLangfuse()) }
                withProject(null) { assertSame(two, currentLangfuse()) }
                withProject("pk-lf-one") { assertSame(one, currentLangfuse()) }
            }
            assertSame(one, registeredLangfuse("pk-lf-one"))
        }

    @Test
    fun `without a project, of several clients none is chosen`() =
        live {
            assertFalse(currentLangfuse().isEnabled)
            LangfuseClients.unregister(two)
            assertSame(one, currentLangfuse())
            two.awaitDispose()
        }

    @Test
    fun `a project keeps the observation that is current`() =
        live {
            one.observe("outer") { outer ->
                withProject("pk-lf-one") {
                    assertEquals(outer.id(), one.tracing().awaitCurrentObservationIdOrNull())
                }
                assertTrue(outer.isRecording)
            }
        }

    private fun registered(key: String) =
        LangfuseClients.register(
            langfuseClient {
                environmentVariables { null }
                publicKey(key)
                secretKey("sk-lf-test")
                tracing {
                    it.exporter(
                        io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter
                            .create(),
                    )
                }
            },
        )
}
