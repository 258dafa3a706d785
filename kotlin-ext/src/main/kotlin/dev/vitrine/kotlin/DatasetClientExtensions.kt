package dev.vitrine.kotlin

import dev.vitrine.dataset.Dataset
import dev.vitrine.dataset.DatasetItem
import dev.vitrine.dataset.NewDataset
import dev.vitrine.dataset.NewDatasetItem
import dev.vitrine.reactor.dataset.DatasetClient
import dev.vitrine.reactor.dataset.ItemsQuery
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactor.asFlux
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull

/** Suspending form of [DatasetClient.create]. */
public suspend fun DatasetClient.awaitCreate(dataset: NewDataset): Dataset = create(dataset).awaitSingle()

/** Suspending form of [DatasetClient.create], with the dataset built in place. */
public suspend fun DatasetClient.awaitCreate(
    name: String,
    spec: NewDataset.Builder.() -> Unit = {},
): Dataset = create(name) { it.spec() }.awaitSingle()

/** Suspending form of [DatasetClient.get]. */
public suspend fun DatasetClient.awaitGet(name: String): Dataset = get(name).awaitSingle()

/** [DatasetClient.list] as a cold [Flow] that asks for one dataset at a time; a `buffer(n)` behind it asks for more. */
public fun DatasetClient.listAsFlow(): Flow<Dataset> = list().asFlowByDemand()

/** Suspending form of [DatasetClient.createItem]. */
public suspend fun DatasetClient.awaitCreateItem(item: NewDatasetItem): DatasetItem = createItem(item).awaitSingle()

/** Suspending form of [DatasetClient.createItem], with the item built in place. */
public suspend fun DatasetClient.awaitCreateItem(
    datasetName: String,
    spec: NewDatasetItem.Builder.() -> Unit,
): DatasetItem = createItem(datasetName) { it.spec() }.awaitSingle()

/**
 * [DatasetClient.createItems] from a [Flow] to a cold [Flow], in source order: [items] is collected no faster than
 * items are made, at most [concurrency] at a time, on [Dispatchers.Default], with the current observation and
 * attributes of where the result is collected.
 */
public fun DatasetClient.createItemsAsFlow(
    items: Flow<NewDatasetItem>,
    concurrency: Int,
): Flow<DatasetItem> = createItems(items.asFlux(Dispatchers.Default), concurrency).asFlowByDemand()

/** Suspending form of [DatasetClient.item]. */
public suspend fun DatasetClient.awaitItem(id: String): DatasetItem = item(id).awaitSingle()

/**
 * [DatasetClient.items] as a cold [Flow]; cancelling its collection ends the pull. Asks for an item when the one before
 * is collected, so that pages are asked for as in Java; a `buffer(n)` behind it asks for more.
 */
public fun DatasetClient.itemsAsFlow(
    datasetName: String,
    query: ItemsQuery.Builder.() -> Unit = {},
): Flow<DatasetItem> = items(datasetName) { it.query() }.asFlowByDemand()

/** Suspending form of [DatasetClient.deleteItem]. */
public suspend fun DatasetClient.awaitDeleteItem(id: String) {
    deleteItem(id).awaitSingleOrNull()
}
