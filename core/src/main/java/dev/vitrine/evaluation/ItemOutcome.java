package dev.vitrine.evaluation;

import dev.vitrine.experiment.Evaluation;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one item.
 *
 * @param id the trace's or the observation's
 * @param traceId the trace that it belongs to; null for an observation without one
 * @param timestamp when it began
 * @param evaluations what the evaluators gave, in their order
 * @param compositeEvaluations what the composite evaluator gave
 * @param failedEvaluators how many evaluators failed; that does not fail the item
 * @param failure why the item was not evaluated; null where it was
 */
public record ItemOutcome(
        String id,
        @Nullable String traceId,
        Instant timestamp,
        List<Evaluation> evaluations,
        List<Evaluation> compositeEvaluations,
        int failedEvaluators,
        @Nullable Throwable failure) {
    public ItemOutcome {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(timestamp, "timestamp");
        evaluations = List.copyOf(evaluations);
        compositeEvaluations = List.copyOf(compositeEvaluations);
    }

    public boolean isProcessed() {
        return failure == null;
    }

    /** Why the item was not evaluated. */
    public Optional<Throwable> error() {
        return Optional.ofNullable(failure);
    }

    /** Without the judgements. */
    @Override
    public String toString() {
        return "ItemOutcome[" + id + ", "
                + (failure == null
                        ? evaluations.size() + compositeEvaluations.size() + " evaluations"
                        : "failed: " + failure.getClass().getSimpleName())
                + "]";
    }
}
