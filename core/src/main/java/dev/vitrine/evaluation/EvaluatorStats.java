package dev.vitrine.evaluation;

import java.util.Objects;

/**
 * How one evaluator fared.
 *
 * @param name its name; where several have the same, the later ones are {@code name#2}, {@code name#3} …
 * @param totalRuns how often it was asked
 * @param successfulRuns how often it ended without an error
 * @param failedRuns how often it failed
 * @param totalScoresCreated how many evaluations it gave
 */
public record EvaluatorStats(
        String name, long totalRuns, long successfulRuns, long failedRuns, long totalScoresCreated) {
    public EvaluatorStats {
        Objects.requireNonNull(name, "name");
    }

    /** An evaluator that was never asked. */
    public static EvaluatorStats named(String name) {
        return new EvaluatorStats(name, 0, 0, 0, 0);
    }
}
