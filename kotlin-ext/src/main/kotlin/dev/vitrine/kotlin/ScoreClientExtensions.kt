package dev.vitrine.kotlin

import dev.vitrine.reactor.score.ScoreClient
import dev.vitrine.reactor.trace.Observation
import dev.vitrine.score.Score
import dev.vitrine.score.ScoreId
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.reactor.awaitSingleOrNull
import reactor.core.publisher.Mono

/** Suspending form of [ScoreClient.create]: returns once the queue has accepted it; null where it was not accepted. */
public suspend fun ScoreClient.awaitCreateOrNull(score: Score): ScoreId? = create(score).awaitSingleOrNull()

/**
 * Suspending form of [ScoreClient.createAndAwait]: returns once the platform has taken it; null where scores are off or
 * the trace is not sampled. Cancelling gives up the wait, not the score.
 */
public suspend fun ScoreClient.awaitDeliveryOrNull(score: Score): ScoreId? = createAndAwait(score).awaitSingleOrNull()

/** Suspending form of [ScoreClient.scoreCurrentObservation]. */
public suspend fun ScoreClient.awaitScoreCurrentObservation(score: Score) {
    scoreCurrentObservation(score).awaitSingleOrNull()
}

/** Suspending form of [ScoreClient.scoreCurrentTrace]. */
public suspend fun ScoreClient.awaitScoreCurrentTrace(score: Score) {
    scoreCurrentTrace(score).awaitSingleOrNull()
}

/** Suspending form of [ScoreClient.scoreObservation]; null where the score was not accepted. */
public suspend fun ScoreClient.awaitScoreObservationOrNull(
    observation: Observation,
    score: Score,
): ScoreId? = scoreObservation(observation, score).awaitSingleOrNull()

/** Suspending form of [ScoreClient.scoreTrace]; null where the score was not accepted. */
public suspend fun ScoreClient.awaitScoreTraceOrNull(
    observation: Observation,
    score: Score,
): ScoreId? = scoreTrace(observation, score).awaitSingleOrNull()

/** The block's result, scored by [scorer] as by [ScoreClient.scored]: what fails in scoring costs the score alone. */
public suspend fun <T : Any> ScoreClient.scored(
    scorer: (T) -> Score,
    block: suspend () -> T,
): T = block().also { scored(Mono.just(it), scorer).awaitSingleOrNull() }

/** This flow with a score of each of its values; see [ScoreClient.scored]. */
public fun <T : Any> Flow<T>.scored(
    scores: ScoreClient,
    scorer: (T) -> Score,
): Flow<T> = onEach { scores.scored(Mono.just(it), scorer).awaitSingleOrNull() }

/** Suspending form of [ScoreClient.flush]. */
public suspend fun ScoreClient.awaitFlush() {
    flush().awaitSingleOrNull()
}

/** Suspending form of [ScoreClient.disposeLater]. */
public suspend fun ScoreClient.awaitDispose() {
    disposeLater().awaitSingleOrNull()
}
