package dev.vitrine.kotlin

import dev.vitrine.reactor.LangfuseClient
import dev.vitrine.reactor.dataset.DatasetClient
import dev.vitrine.reactor.experiment.report.ExperimentReport
import dev.vitrine.reactor.media.MediaHandle
import dev.vitrine.reactor.score.ScoreClient
import dev.vitrine.reactor.trace.Observation
import dev.vitrine.reactor.trace.Tracing
import org.reactivestreams.Publisher
import reactor.core.publisher.Flux
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type
import kotlin.coroutines.Continuation
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/**
 * What the Java interfaces offer as publishers, Kotlin has as suspend functions and flows: `await…`, or `await…OrNull`
 * where no result is a result, and `…AsFlow`. What is reachable from the client is found by itself, so that a new facet
 * fails here until it has its file.
 */
class ParityTests {
    /** Methods whose Kotlin form has a name of its own. */
    private val renamed =
        mapOf(
            "LangfuseClient.disposeLater" to "awaitDispose",
            "PromptClient.disposeLater" to "awaitDispose",
            "ScoreClient.disposeLater" to "awaitDispose",
            "ScoreClient.createAndAwait" to "awaitDeliveryOrNull",
            "ScoreClient.scored" to "scored",
            "Tracing.observeMany" to "observeFlow",
            "Tracing.withAttributes" to "withAttributes",
            "Tracing.withAttributesMany" to "withAttributes",
            "Observation.observeMany" to "observeFlow",
        )

    private val facets = reachable(LangfuseClient::class.java, ExperimentReport::class.java)

    @Test
    fun `every facet is found`() {
        val known =
            setOf(
                LangfuseClient::class,
                DatasetClient::class,
                MediaHandle::class,
                ScoreClient::class,
                Tracing::class,
                Observation::class,
            )

        assertTrue(facets.containsAll(known.map { it.java }), facets.toString())
    }

    @Test
    fun `every publisher has its Kotlin form`() {
        val missing =
            facets.flatMap { facet ->
                val extensions = extensionsOf(facet)
                publishersOf(facet)
                    .filter { method ->
                        extensions.none {
                            plainNameOf(it) in namesOf(facet, method) &&
                                it.isFormOf(method)
                        }
                    }.map {
                        "${keyOf(facet, it)}: no ${namesOf(facet, it).joinToString(" or ")} in ${fileOf(facet)}"
                    }
            }

        assertEquals(emptySet(), missing.toSet())
    }

    @Test
    fun `what is renamed exists, and needs it`() {
        val methods = facets.flatMap { facet -> publishersOf(facet).map { keyOf(facet, it) to it } }

        assertEquals(emptySet(), renamed.keys - methods.map { it.first }.toSet(), "no such methods")
        assertEquals(emptySet(), methods.filter { renamed[it.first] in usualNames(it.second) }.toSet())
    }

    @Test
    fun `every await and every flow is of a publisher`() {
        val unfounded =
            facets.flatMap { facet ->
                val wanted = publishersOf(facet).flatMap { namesOf(facet, it) }.toSet()
                extensionsOf(facet).map { plainNameOf(it) }.filter { it.startsWith("await") || it.endsWith("AsFlow") } -
                    wanted
            }

        assertEquals(emptySet(), unfounded.toSet())
    }

    /** Without what the compiler adds where a parameter is of an inline class, such as Duration. */
    private fun plainNameOf(extension: Method) = extension.name.substringBefore('-')

    private fun namesOf(
        facet: Class<*>,
        method: Method,
    ) = renamed[keyOf(facet, method)]?.let(::setOf) ?: usualNames(method)

    private fun usualNames(method: Method): Set<String> {
        val await = "await" + method.name.replaceFirstChar(Char::uppercaseChar)
        return if (method.returnType ==
            Flux::class.java
        ) {
            setOf(method.name + "AsFlow")
        } else {
            setOf(await, await + "OrNull")
        }
    }

    /** A flow is there at once; anything else suspends. */
    private fun Method.isFormOf(method: Method) =
        if (Flux::class.java == method.returnType) {
            returnType.name == "kotlinx.coroutines.flow.Flow"
        } else {
            parameterTypes.last() == Continuation::class.java
        }

    private fun keyOf(
        facet: Class<*>,
        method: Method,
    ) = "${facet.simpleName}.${method.name}"

    private fun fileOf(facet: Class<*>) = "${facet.simpleName}Extensions.kt"

    /** The functions in the facet's own file, and those of any file that take or extend it. */
    private fun extensionsOf(facet: Class<*>): List<Method> {
        val files = listOf(facet.simpleName + "Extensions", "PropagationExtensions").mapNotNull(::fileOrNull)
        return files
            .flatMap { it.declaredMethods.toList() }
            .filter { Modifier.isPublic(it.modifiers) && !it.isSynthetic && facet in it.parameterTypes }
    }

    private fun fileOrNull(name: String): Class<*>? =
        try {
            Class.forName("dev.vitrine.kotlin.${name}Kt")
        } catch (_: ClassNotFoundException) {
            null
        }

    private fun publishersOf(type: Class<*>) =
        type.methods.filter {
            !Modifier.isStatic(
                it.modifiers,
            ) && Publisher::class.java.isAssignableFrom(it.returnType)
        }

    /** The interfaces with publishers that the roots' methods give, at once or by publishers, and so on. */
    private fun reachable(vararg roots: Class<*>): Set<Class<*>> {
        val seen = mutableSetOf<Class<*>>()
        val open = ArrayDeque(roots.toList())
        while (open.isNotEmpty()) {
            val type = open.removeFirst()
            if (type.isInterface && type.name.startsWith("dev.vitrine.") && seen.add(type)) {
                open += type.methods.flatMap { classesIn(it.genericReturnType) }
            }
        }
        return seen.filter { publishersOf(it).isNotEmpty() }.toSet()
    }

    private fun classesIn(type: Type): List<Class<*>> =
        when (type) {
            is Class<*> -> listOf(type)
            is ParameterizedType -> listOf(type.rawType as Class<*>) + type.actualTypeArguments.flatMap(::classesIn)
            else -> emptyList()
        }
}
