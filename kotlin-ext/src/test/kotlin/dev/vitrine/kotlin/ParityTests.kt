package dev.vitrine.kotlin

import dev.vitrine.reactor.dataset.DatasetClient
import dev.vitrine.reactor.media.MediaClient
import dev.vitrine.reactor.media.MediaHandle
import reactor.core.publisher.Flux
import reactor.core.publisher.Mono
import java.lang.reflect.Modifier
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue

/** What the Java interfaces offer as publishers, Kotlin has as suspend functions and flows, and nothing else. */
class ParityTests {
    private val extendedTypes =
        listOf(DatasetClient::class.java, MediaClient::class.java, MediaHandle::class.java)

    @Test
    fun `every Mono has its await and every Flux its AsFlow`() {
        for (type in extendedTypes) {
            val wanted =
                type.methods.mapNotNull { method ->
                    when (method.returnType) {
                        Mono::class.java -> "await" + method.name.replaceFirstChar(Char::uppercaseChar)
                        Flux::class.java -> method.name + "AsFlow"
                        else -> null
                    }
                }

            assertNotEquals(emptySet(), wanted.toSet(), "${type.name} has no publishers")
            assertEquals(wanted.toSortedSet(), extensionsOf(type).toSortedSet(), type.name)
        }
    }

    @Test
    fun `extensions extend the type that their file is named after`() {
        for (type in extendedTypes) {
            val functions = functionsFor(type)
            assertTrue(functions.isNotEmpty())
            for (function in functions) {
                assertEquals(type, function.parameterTypes.first(), function.name)
            }
        }
    }

    private fun extensionsOf(type: Class<*>) = functionsFor(type).map { it.name }.toSet()

    private fun functionsFor(type: Class<*>) =
        Class
            .forName("dev.vitrine.kotlin.${type.simpleName}ExtensionsKt")
            .declaredMethods
            .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic && !it.name.endsWith("\$default") }
}
