package dev.vitrine.kotlin

import dev.vitrine.embedded.EmbeddedLangfuse
import dev.vitrine.reactor.LangfuseClient
import dev.vitrine.reactor.LangfuseClientBuilder
import dev.vitrine.reactor.trace.TracingOptions
import io.opentelemetry.api.common.AttributeKey
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter
import io.opentelemetry.sdk.trace.data.SpanData
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlin.test.assertEquals
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** A test that is given up after a time. */
internal fun live(test: suspend CoroutineScope.() -> Unit) = runBlocking { withTimeout(20.seconds) { test() } }

internal suspend fun until(condition: () -> Boolean) {
    while (!condition()) {
        delay(5.milliseconds)
    }
}

/** A platform with real sockets, which the test must dispose of. */
internal fun platform(): EmbeddedLangfuse = runBlocking { EmbeddedLangfuse.start().awaitSingle() }

internal fun EmbeddedLangfuse.client(settings: LangfuseClientBuilder.() -> Unit = {}): LangfuseClient =
    langfuseClient {
        environmentVariables { null }
        baseUrl(this@client.baseUrl())
        publicKey(this@client.publicKey())
        secretKey(this@client.secretKey())
        settings()
    }

/** A client whose spans stay in memory. */
internal class Spans(
    options: TracingOptions.() -> Unit = {},
    settings: LangfuseClientBuilder.() -> Unit = {},
) : AutoCloseable {
    private val exporter = InMemorySpanExporter.create()

    val client: LangfuseClient =
        langfuseClient {
            environmentVariables { null }
            publicKey("pk-lf-test")
            secretKey("sk-lf-test")
            tracing { it.exporter(exporter).options() }
            settings()
        }
    val tracing = client.tracing()

    /** What has ended, in that order. */
    suspend fun all(): List<SpanData> {
        tracing.awaitFlush()
        return exporter.finishedSpanItems
    }

    suspend fun one(name: String): SpanData = all().single { it.name == name }

    suspend fun assertChild(
        child: String,
        parent: String,
    ) = assertEquals(one(parent).spanId, one(child).parentSpanId, "$child is a child of $parent")

    override fun close() = client.close()
}

internal fun SpanData.text(attribute: String): String? = attributes.get(AttributeKey.stringKey(attribute))

internal val SpanData.level get() = text("langfuse.observation.level")
internal val SpanData.message get() = text("langfuse.observation.status_message")
internal val SpanData.output get() = text("langfuse.observation.output")
internal val SpanData.input get() = text("langfuse.observation.input")
