package dev.vitrine.kotlin

import dev.vitrine.evaluation.BatchEvaluationResult
import dev.vitrine.evaluation.BatchEvaluationResumeToken
import dev.vitrine.evaluation.ItemOutcome
import dev.vitrine.reactor.evaluation.BatchEvaluation
import dev.vitrine.reactor.evaluation.EvaluatedItem
import dev.vitrine.reactor.evaluation.EvaluationClient
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.mono
import kotlin.coroutines.CoroutineContext

/** Suspending form of [EvaluationClient.run]. */
public suspend fun EvaluationClient.awaitRun(evaluation: BatchEvaluation<*>): BatchEvaluationResult =
    run(evaluation).awaitSingle()

/** [EvaluationClient.stream] as a cold [Flow], which asks for one outcome at a time. */
public fun EvaluationClient.streamAsFlow(evaluation: BatchEvaluation<*>): Flow<ItemOutcome> =
    stream(evaluation).asFlowByDemand()

/** [BatchEvaluation.checkpointsTo] with a suspending listener: the run goes on once it returns. */
public fun <T : EvaluatedItem> BatchEvaluation<T>.checkpointing(
    context: CoroutineContext = Dispatchers.Default,
    listener: suspend (BatchEvaluationResumeToken) -> Unit,
): BatchEvaluation<T> = checkpointsTo { token -> mono(context) { listener(token) } }
