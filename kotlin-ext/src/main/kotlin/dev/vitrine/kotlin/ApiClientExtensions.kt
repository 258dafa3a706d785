package dev.vitrine.kotlin

import dev.vitrine.json.JsonValue
import dev.vitrine.reactor.ApiClient
import dev.vitrine.reactor.http.ApiRequest
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactor.awaitSingleOrNull
import java.nio.ByteBuffer

/** Suspending form of [ApiClient.exchange]; null for an answer without a body. */
public suspend fun ApiClient.awaitExchangeOrNull(request: ApiRequest): JsonValue? =
    exchange(request).awaitSingleOrNull()

/** [ApiClient.stream] as a cold [Flow], which asks for one piece at a time. */
public fun ApiClient.streamAsFlow(request: ApiRequest): Flow<ByteBuffer> = stream(request).asFlowByDemand()
