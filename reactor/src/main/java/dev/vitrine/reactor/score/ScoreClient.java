package dev.vitrine.reactor.score;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.trace.Observation;
import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreId;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Scores of traces, observations, sessions and dataset runs.
 *
 * <p>Scores are encoded when they are accepted and wait in a queue that is bounded by count and bytes. One request at a
 * time takes them to the platform, in the order in which they were accepted, by batches that are limited by count, bytes
 * and time. A request that fails for a reason that may pass is repeated with the same ids; of a mixed answer only what may
 * succeed is sent again.
 *
 * <p>All methods are cold: what nobody subscribes to sends nothing, and each subscription is a score of its own, with an
 * id of its own unless the score has one. Where scores are switched off, or the trace is not sampled, the result is empty
 * and nothing is sent.
 */
@CheckReturnValue
public interface ScoreClient {

    /**
     * Emits the score's id once the queue has <em>accepted</em> it, on the subscriber's thread. Delivery follows in the
     * background; its failures are logged and {@linkplain #statistics() counted}, and never reach the caller.
     *
     * <p>Empty where the score was not accepted: the queue is full, the value is one that the platform cannot take, the
     * client is closed. That is counted and warned of, too, and is no error: scoring does not break what it scores.
     *
     * @throws IllegalArgumentException at call time, for a score without target
     */
    Mono<ScoreId> create(Score score);

    /**
     * Emits the score's id once the platform has <em>taken</em> it. Waits in the same queue as {@link #create}, so the
     * order is kept, but not for a batch to fill. Cancelling gives up the wait, not the score.
     *
     * @return the id, or a {@link ScoreException} that says why the score did not arrive
     * @throws IllegalArgumentException at call time, for a score without target
     */
    Mono<ScoreId> createAndAwait(Score score);

    /**
     * {@link #create} for the observation that is current where this is subscribed to. Without one: a warning, nothing
     * is sent, and it completes. A target that the score already has is replaced.
     */
    Mono<Void> scoreCurrentObservation(Score score);

    /** {@link #scoreCurrentObservation} for the whole trace. */
    Mono<Void> scoreCurrentTrace(Score score);

    /** {@link #create} for an observation that is at hand, also after its end. A target of the score's own is replaced. */
    default Mono<ScoreId> scoreObservation(Observation observation, Score score) {
        return create(score.observation(observation.traceId(), observation.id()));
    }

    /** {@link #create} for the trace of an observation that is at hand. A target of the score's own is replaced. */
    default Mono<ScoreId> scoreTrace(Observation observation, Score score) {
        return create(score.trace(observation.traceId()));
    }

    /**
     * The source with a score of its value, as an operator: {@code answer.transform(m -> scores.scored(m, a -> …))}. What
     * comes out is the source's own signal, so the score cannot be forgotten without losing the value.
     *
     * <p>A score without target is of the current observation. A scorer that fails is logged and counted; the value passes
     * all the same.
     */
    <T> Mono<T> scored(Mono<T> source, Function<? super T, Score> scorer);

    /** The source with a score of each of its values. Adds no demand and holds nothing. */
    <T> Flux<T> scored(Flux<T> source, Function<? super T, Score> scorer);

    /** Completes once everything accepted before the subscription was delivered or finally dropped. Never fails. */
    Mono<Void> flush();

    /** What became of the scores so far. */
    ScoreStatistics statistics();

    /**
     * Refuses further scores, then flushes within the shutdown timeout, then drops what is left and stops. The work
     * is done once; every subscriber sees its end.
     */
    Mono<Void> disposeLater();
}
