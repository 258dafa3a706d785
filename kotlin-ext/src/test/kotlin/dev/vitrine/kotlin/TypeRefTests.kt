package dev.vitrine.kotlin

import java.lang.reflect.ParameterizedType
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs

class TypeRefTests {
    data class Answer(
        val text: String,
    )

    @Test
    fun `typeRef keeps the arguments of its argument`() {
        val type = assertIs<ParameterizedType>(typeRef<Map<String, List<Answer>>>().type())

        assertEquals(Map::class.java, type.rawType)
        assertEquals(String::class.java, type.actualTypeArguments[0])
        assertEquals("java.util.List<? extends ${Answer::class.java.name}>", argument(type, 1))
    }

    @Test
    fun `typeRef of a plain type is that type`() {
        assertEquals(Answer::class.java, typeRef<Answer>().type())
        assertEquals(Int::class.javaObjectType, typeRef<Int>().type())
    }

    private fun argument(
        type: ParameterizedType,
        index: Int,
    ) = type.actualTypeArguments[index].typeName.removePrefix("? extends ")
}
