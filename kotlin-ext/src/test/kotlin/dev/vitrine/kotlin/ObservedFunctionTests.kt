package dev.vitrine.kotlin

import dev.vitrine.trace.ObservationSpec
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.toList
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNull
import kotlin.time.Duration.Companion.milliseconds

class ObservedFunctionTests {
    @Test
    fun `argument and result are captured`() =
        live {
            Spans().use { spans ->
                val answer = spans.client.observed("answer") { question: String -> question.uppercase() }

                assertEquals("WHY", answer("why"))
                assertEquals("why", spans.one("answer").input)
                assertEquals("WHY", spans.one("answer").output)
            }
        }

    @Test
    fun `a reference gives its name, and a lambda has none`() =
        live {
            Spans().use { spans ->
                assertEquals(3, spans.client.observed(::length)("why"))
                assertEquals("3", spans.one("length").output)
                assertFailsWith<IllegalArgumentException> { spans.client.observed { text: String -> text } }
            }
        }

    @Test
    fun `spec and client say what is captured`() =
        live {
            Spans({ captureIo(false) }).use { spans ->
                spans.client.observed("neither") { text: String -> text }("a")
                spans.client.observed(ObservationSpec.tool("input").captureInput(true)) { text: String -> text }("b")

                assertNull(spans.one("neither").input)
                assertNull(spans.one("neither").output)
                assertEquals("b", spans.one("input").input)
                assertNull(spans.one("input").output)
            }
        }

    @Test
    fun `a function that gives a flow is observed until that ends`() =
        live {
            Spans().use { spans ->
                val words =
                    spans.client.observedFlow(
                        ObservationSpec.generation("words"),
                    ) { text: String -> flowOf(text, "!") }

                assertEquals(listOf("hi", "!"), words("hi").toList())
                assertEquals("hi", spans.one("words").input)
                assertEquals("hi!", spans.one("words").output)
            }
        }

    private suspend fun length(text: String): Int {
        delay(1.milliseconds)
        return text.length
    }
}
