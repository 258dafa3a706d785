package dev.vitrine.kotlin

import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.reactive.asFlow
import org.reactivestreams.Publisher

/** A flow that asks for an element when its collector has taken the one before: what is lazy stays so. */
internal fun <T : Any> Publisher<T>.asFlowByDemand(): Flow<T> = asFlow().buffer(Channel.RENDEZVOUS)
