package dev.vitrine.kotlin

import dev.vitrine.dataset.DatasetItem
import dev.vitrine.json.JsonException
import dev.vitrine.reactor.media.MediaHandle

/**
 * The item's input as a `T`, whose type arguments are kept: `item.input<Question>()`. JSON `null` is null for a
 * nullable type, as in `item.input<Question?>()`, and otherwise a [JsonException], as is what does not fit.
 */
public inline fun <reified T> DatasetItem.input(): T = typed(input(), "input of item ${id()}")

/** The item's expected output as a `T`; see [input]. */
public inline fun <reified T> DatasetItem.expectedOutput(): T =
    typed(expectedOutput(), "expectedOutput of item ${id()}")

/** The item's metadata as a `T`; see [input]. */
public inline fun <reified T> DatasetItem.metadata(): T = typed(metadata(), "metadata of item ${id()}")

/** The handles in the item's input, expected output and metadata, in this order. */
public fun DatasetItem.media(): List<MediaHandle> = listOf(input(), expectedOutput(), metadata()).flatMap { it.media() }
