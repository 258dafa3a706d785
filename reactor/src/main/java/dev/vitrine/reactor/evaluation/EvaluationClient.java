package dev.vitrine.reactor.evaluation;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.evaluation.BatchEvaluationResult;
import dev.vitrine.evaluation.ItemOutcome;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Evaluates what the platform has already: reads traces or observations page by page, lets evaluators judge each, and
 * writes what they say as scores.
 *
 * <p>All methods are cold, and each subscription is a run of its own. A page's items are evaluated concurrently, up to
 * {@link BatchEvaluation#maxConcurrency}; the next page is fetched meanwhile, and no more than that one. A page ends with
 * its scores delivered (or given up after {@link BatchEvaluation#flushTimeout}) and then its checkpoint. Two pages of
 * items are in memory at most, beside what the result keeps.
 *
 * <p>Pages are asked for by the time and the ids where the last one ended, never by a number, so that items which come
 * or go meanwhile neither repeat others nor hide them. Servers that list the oldest first are read in that order; where
 * the newest come first, items that are written during the run are not part of it. An item that arrives with a time that
 * was passed already is left out, too.
 *
 * <p>Cancelling stops fetching and all evaluators that run; scores that were accepted are still delivered.
 */
@CheckReturnValue
public interface EvaluationClient {

    /**
     * Emits the result once the items ran out or the limit was reached, with {@code completed} true; and once a page could
     * finally not be fetched, with {@code completed} false and a token for
     * {@link BatchEvaluation#resumeFrom(dev.vitrine.evaluation.BatchEvaluationResumeToken)}.
     *
     * <p>A failure that no repetition would mend, such as wrong keys or an unknown column, is an error if it meets the first
     * page. What a checkpoint signals is an error at any time.
     *
     * @throws IllegalArgumentException at call time, for options that do not fit
     */
    Mono<BatchEvaluationResult> run(BatchEvaluation<?> evaluation);

    /**
     * Emits what became of each item as soon as it is known, so not in page order. Outcomes that are not asked for yet are
     * held, {@link BatchEvaluation#maxConcurrency} at most, and then nothing further is evaluated.
     *
     * @return the outcomes, or after them an {@link EvaluationInterruptedException} with the result so far and its token
     * @throws IllegalArgumentException at call time, for options that do not fit
     */
    Flux<ItemOutcome> stream(BatchEvaluation<?> evaluation);
}
