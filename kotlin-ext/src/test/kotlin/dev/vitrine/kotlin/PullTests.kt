package dev.vitrine.kotlin

import dev.vitrine.dataset.NewDatasetItem
import dev.vitrine.embedded.traffic.Route
import dev.vitrine.reactor.http.ApiException
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull
import reactor.core.publisher.BaseSubscriber
import kotlin.test.AfterTest
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds

/** Pulls as flows ask for what they need. */
class PullTests {
    private val platform = platform()
    private val client = platform.client()
    private val datasets = client.datasets()

    @AfterTest
    fun close() =
        live {
            client.awaitDispose()
            platform.disposeLater().awaitSingleOrNull()
        }

    @Test
    fun `a slow collector causes no third page request`() =
        live {
            fill(30)

            val few =
                datasets
                    .itemsAsFlow("long") { pageSize(10).prefetchPages(8) }
                    .onEach { delay(10.milliseconds) }
                    .take(10)
                    .toList()

            assertEquals(10, few.map { it.id() }.toSet().size)
            assertEquals(2, pages())
        }

    @Test
    fun `collecting one item asks for no more pages than Java's window allows`() = collectsWithin(1, 2)

    @Test
    fun `collecting more than a page asks for no more pages than Java's window allows`() = collectsWithin(11, 4)

    @Test
    fun `collecting more than two pages asks for no more pages than Java's window allows`() = collectsWithin(25, 7)

    /**
     * Java's bound: while page p is consumed, up to 2^(p-1) pages ahead of it. Once a platform, since requests that are
     * under way when the collector has enough may arrive late.
     */
    private fun collectsWithin(
        wanted: Int,
        most: Int,
    ) = live {
        fill(100)

        val items = datasets.itemsAsFlow("long") { pageSize(10) }.take(wanted).toList()

        assertEquals(wanted, items.size)
        until { platform.requests().inFlight() == 0 }
        assertTrue(pages() <= most, "$wanted items: ${pages()} pages, at most $most are allowed")
    }

    @Test
    fun `a collector that has not asked for a second item has caused one request ahead`() =
        live {
            fill(60)
            datasets.itemsAsFlow("long") { pageSize(10) }.take(1).collect {
                delay(100.milliseconds)
                assertTrue(pages() <= 2, "${pages()} pages")
            }
        }

    @Test
    fun `buffer asks for more ahead`() =
        live {
            fill(60)
            datasets
                .itemsAsFlow("long") { pageSize(10) }
                .buffer(64)
                .take(1)
                .collect { until { pages() > 2 } }
        }

    @Test
    fun `errors arrive in catch as they are in Java`() =
        live {
            fill(30)
            platform.faults().on(Route.ITEMS_LIST) { it.after(2).status(403) }
            var caught: Throwable? = null

            val before = datasets.itemsAsFlow("long") { pageSize(10).prefetchPages(1) }.catch { caught = it }.toList()

            assertEquals(20, before.size)
            assertEquals(403, assertIs<ApiException.Forbidden>(caught).status())
        }

    private suspend fun fill(items: Int) {
        datasets.awaitCreate("long")
        datasets
            .createItemsAsFlow(
                (1..items).asFlow().map {
                    NewDatasetItem
                        .`in`("long")
                        .id("item-$it")
                        .input(it)
                        .build()
                },
                16,
            ).toList()
        platform.requests().clear()
    }

    private fun pages() = platform.requests().count(Route.ITEMS_LIST)
}
