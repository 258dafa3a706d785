package dev.vitrine.kotlin

import dev.vitrine.dataset.DatasetItem
import dev.vitrine.json.JsonException
import dev.vitrine.json.JsonValue
import dev.vitrine.json.TypeRef
import dev.vitrine.reactor.media.MediaHandle

/**
 * The item's input as a `T`, whose type arguments are kept: `item.input<Question>()`. JSON `null` is null for a
 * nullable type, as in `item.input<Question?>()`, and otherwise a [JsonException], as is what does not fit.
 */
public inline fun <reified T> DatasetItem.input(): T = input().required("input", id())

/** The item's expected output as a `T`; see [input]. */
public inline fun <reified T> DatasetItem.expectedOutput(): T = expectedOutput().required("expectedOutput", id())

/** The item's metadata as a `T`; see [input]. */
public inline fun <reified T> DatasetItem.metadata(): T = metadata().required("metadata", id())

/** The handles in the item's input, expected output and metadata, in this order. */
public fun DatasetItem.media(): List<MediaHandle> =
    listOf(input(), expectedOutput(), metadata()).flatMap {
        MediaHandle.`in`(it)
    }

@PublishedApi
internal inline fun <reified T> JsonValue.required(
    field: String,
    itemId: String,
): T {
    val value: Any? = `as`(object : TypeRef<T>() {})
    if (value !is T) {
        throw JsonException(
            "$field of item $itemId is null, but ${T::class.simpleName} is not nullable; ask for a nullable type",
        )
    }
    return value
}
