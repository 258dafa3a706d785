package dev.vitrine.experiment;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An item with what the task made of it, and how that was judged.
 *
 * @param index the item's place in the data, from 0
 * @param item what was run
 * @param output what the task gave, null if nothing
 * @param evaluations in the order of the evaluators, then the composite evaluator's
 * @param traceId null where nothing was recorded
 * @param observationId the task's observation, which the scores are of; null where nothing was recorded
 * @param datasetRunId the run that the item was linked to, null for local data and where linking failed
 */
public record ExperimentItemResult(
        long index,
        ExperimentItem item,
        @Nullable Object output,
        List<Evaluation> evaluations,
        @Nullable String traceId,
        @Nullable String observationId,
        @Nullable String datasetRunId)
        implements ExperimentItemOutcome {
    public ExperimentItemResult {
        Objects.requireNonNull(item, "item");
        evaluations = List.copyOf(evaluations);
    }

    /** Without the output, which may be private. */
    @Override
    public String toString() {
        return "ExperimentItemResult[" + index + ", " + item + ", " + evaluations.size() + " evaluations]";
    }
}
