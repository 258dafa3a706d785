package dev.vitrine.kotlin

import dev.vitrine.reactor.trace.LangfuseContext
import dev.vitrine.reactor.trace.Observation
import dev.vitrine.reactor.trace.ObservationSignals
import dev.vitrine.reactor.trace.StreamCapture
import dev.vitrine.reactor.trace.Tracing
import dev.vitrine.trace.ObservationSpec
import dev.vitrine.trace.ObservationType
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.FlowCollector
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.withContext
import reactor.core.observability.SignalListener
import reactor.util.context.Context
import io.opentelemetry.context.Context as OtelContext

/** Puts observations that [start] makes around suspending work and flows. */
internal class Observed(
    private val spec: ObservationSpec,
    private val start: suspend (Context) -> Observation,
) {
    constructor(tracing: Tracing, spec: ObservationSpec) :
        this(spec, { outer -> tracing.startIn(otel(outer), spec) })

    init {
        require(spec.type() != ObservationType.EVENT) {
            "spec of an event cannot be observed: an event has no duration; use awaitEvent(spec)"
        }
    }

    suspend fun <T> run(block: suspend CoroutineScope.(Observation) -> T): T {
        val outer = reactorContext()
        val observation = start(outer)
        val signals = ObservationSignals.ofOne<T & Any>(observation, spec)
        var own: Throwable? = null
        val value =
            try {
                withContext(elements(outer, signals.addToContext(outer), spec.currentWhileAssembling())) {
                    try {
                        block(observation)
                    } catch (thrown: Throwable) {
                        own = thrown
                        throw thrown
                    }
                }
            } catch (thrown: Throwable) {
                val error = original(own, thrown)
                signals.terminate(error)
                throw error
            }
        if (value == null || value == Unit) signals.doOnComplete() else signals.doOnNext(value)
        return value
    }

    fun <T> flow(
        capture: StreamCapture<in T & Any>?,
        block: (Observation) -> Flow<T>,
    ): Flow<T> =
        flow {
            val outer = reactorContext()
            val observation = start(outer)
            val signals = ObservationSignals.ofMany<T & Any>(observation, spec, capture)
            val context = elements(outer, signals.addToContext(outer), spec.currentWhileAssembling())
            follow(signals) { block(observation).flowOn(context) }
        }

    /** The collector's failures, and its having enough, are no errors of the flow, which is cancelled by them. */
    private suspend fun <T> FlowCollector<T>.follow(
        signals: SignalListener<T & Any>,
        source: () -> Flow<T>,
    ) {
        var enough = false
        try {
            source().collect { value ->
                if (value != null) signals.doOnNext(value)
                enough = true
                emit(value)
                enough = false
            }
        } catch (thrown: Throwable) {
            if (enough) signals.doOnCancel() else signals.terminate(thrown)
            throw thrown
        }
        signals.doOnComplete()
    }

    private companion object {
        fun otel(outer: Context): OtelContext = LangfuseContext.otel(outer)

        fun SignalListener<*>.terminate(thrown: Throwable) {
            if (thrown is CancellationException) doOnCancel() else doOnError(thrown)
        }

        /**
         * With assertions on, kotlinx gives a copy of what crosses a scope: the block's own exception is to be seen,
         * and another one only where a child of the block failed.
         */
        fun original(
            own: Throwable?,
            thrown: Throwable,
        ): Throwable = if (own != null && (thrown is CancellationException || thrown.cause === own)) own else thrown
    }
}
