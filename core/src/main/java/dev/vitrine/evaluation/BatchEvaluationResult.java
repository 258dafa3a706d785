package dev.vitrine.evaluation;

import dev.vitrine.experiment.Evaluation;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a batch evaluation came to. {@link #toString()} is a report for people, the same in every locale.
 *
 * @param totalItemsFetched items received from the platform; with a limit it may exceed those attempted
 * @param totalItemsProcessed items evaluated, also where evaluators failed
 * @param totalItemsFailed items that could not be evaluated
 * @param totalScoresCreated evaluations that evaluators gave
 * @param totalCompositeScoresCreated evaluations that the composite evaluator gave
 * @param totalEvaluationsFailed runs of evaluators that failed
 * @param evaluatorStats one entry an evaluator, in the order in which they were given
 * @param resumeToken where to go on; null unless pages could not be fetched
 * @param completed whether the items ran out, or the limit was reached
 * @param duration by the clock on the wall
 * @param failedItemIds the items that failed, in page order; a resumed run does not try them again
 * @param errorSummary how often items failed, by the simple name of the error's class
 * @param hasMoreItems whether there are, or may be, items that were not attempted
 * @param itemEvaluations all evaluations by item id, composite ones last; failed items are absent. Empty where they
 *     were not retained
 */
public record BatchEvaluationResult(
        long totalItemsFetched,
        long totalItemsProcessed,
        long totalItemsFailed,
        long totalScoresCreated,
        long totalCompositeScoresCreated,
        long totalEvaluationsFailed,
        List<EvaluatorStats> evaluatorStats,
        @Nullable BatchEvaluationResumeToken resumeToken,
        boolean completed,
        Duration duration,
        List<String> failedItemIds,
        Map<String, Long> errorSummary,
        boolean hasMoreItems,
        Map<String, List<Evaluation>> itemEvaluations) {

    public BatchEvaluationResult {
        Objects.requireNonNull(duration, "duration");
        evaluatorStats = List.copyOf(evaluatorStats);
        failedItemIds = List.copyOf(failedItemIds);
        errorSummary = Collections.unmodifiableMap(new LinkedHashMap<>(errorSummary));
        itemEvaluations = Collections.unmodifiableMap(new LinkedHashMap<>(itemEvaluations));
    }

    /** A report of several lines. Holds no judgement and no content. */
    @Override
    public String toString() {
        return ResultText.of(this);
    }
}
