package dev.vitrine.kotlin

import dev.vitrine.experiment.EvaluationInput
import dev.vitrine.experiment.ExperimentItem
import dev.vitrine.json.JsonException
import dev.vitrine.json.JsonValue
import dev.vitrine.json.TypeRef

/**
 * The input as a `T`: itself if it is one, else by way of JSON. Null only for a nullable type; otherwise its absence,
 * and what does not fit, is a [JsonException].
 */
public inline fun <reified T> ExperimentItem.input(): T = typed(input(), "input of the experiment's item")

/** The expected output as a `T`; see [input]. */
public inline fun <reified T> ExperimentItem.expectedOutput(): T =
    typed(expectedOutput(), "expectedOutput of the experiment's item")

/** The input as a `T`; see [ExperimentItem.input]. */
public inline fun <reified T> EvaluationInput.input(): T = typed(input(), "input")

/** The output as a `T`; see [ExperimentItem.input]. */
public inline fun <reified T> EvaluationInput.output(): T = typed(output(), "output")

/** The expected output as a `T`; see [ExperimentItem.input]. */
public inline fun <reified T> EvaluationInput.expectedOutput(): T = typed(expectedOutput(), "expectedOutput")

@PublishedApi
internal inline fun <reified T> typed(
    value: Any?,
    what: String,
): T {
    val type = object : TypeRef<T>() {}
    val asItIs = value == null || if (value is JsonValue) T::class == JsonValue::class else type.type() is Class<*>
    if (asItIs && value is T) {
        return value
    }
    val converted: Any? = JsonValue.of(value).`as`(type)
    if (converted !is T) {
        throw JsonException("$what is null, but ${T::class.simpleName} is not nullable; ask for a nullable type")
    }
    return converted
}
