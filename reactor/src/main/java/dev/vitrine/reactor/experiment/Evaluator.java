package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import java.util.Objects;
import org.reactivestreams.Publisher;

/**
 * Judges one output. It may give none, one or many evaluations; what it throws, and a null, count as its failure, which
 * costs nothing but its own evaluations.
 *
 * <p>It runs wherever the task ended and must not block: see {@link Evaluators#blocking}.
 */
@FunctionalInterface
public interface Evaluator {
    Publisher<Evaluation> evaluate(EvaluationInput input);

    /** What traces, logs and statistics call it. */
    default String name() {
        return Evaluators.nameOf(this);
    }

    /** {@code evaluator} under a name. */
    static Evaluator named(String name, Evaluator evaluator) {
        return Evaluators.named(name, Objects.requireNonNull(evaluator, "evaluator"));
    }
}
