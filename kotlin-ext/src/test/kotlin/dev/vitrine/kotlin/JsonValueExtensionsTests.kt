package dev.vitrine.kotlin

import dev.vitrine.json.JsonValue
import dev.vitrine.media.MediaReference
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNull

class JsonValueExtensionsTests {
    private val reference = MediaReference.parse("@@@langfuseMedia:type=image/png|id=abc|source=file@@@")

    @Test
    fun `asType keeps the arguments of its type`() {
        val value = JsonValue.of(mapOf("a" to listOf(reference, reference), "b" to emptyList()))

        assertEquals(
            mapOf("a" to listOf(reference, reference), "b" to emptyList()),
            value.asType<Map<String, List<MediaReference>>>(),
        )
    }

    @Test
    fun `asType takes a class that is known at run time only`() {
        assertEquals(7, JsonValue.of(7).asType(Int::class))
        assertEquals(reference, JsonValue.of(reference).asType(MediaReference::class))
    }

    @Test
    fun `asType of JSON null is null`() {
        assertNull(JsonValue.nullValue().asType<List<String>>())
        assertNull(JsonValue.nullValue().asType(String::class))
    }
}
