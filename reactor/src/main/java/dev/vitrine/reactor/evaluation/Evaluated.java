package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.ItemOutcome;
import dev.vitrine.experiment.Evaluation;
import java.util.List;

/** An item's outcome, and how each evaluator fared with it; no runs where the mapping failed. */
record Evaluated(ItemOutcome outcome, List<Run> runs) {

    /** One evaluator's turn, in the order of the evaluators. */
    record Run(boolean failed, List<Evaluation> evaluations) {}
}
