package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import java.util.List;
import java.util.Objects;
import org.reactivestreams.Publisher;

/**
 * Judges one output by what the evaluators said of it. Asked only where they said something. It fails and must not block
 * as an {@link Evaluator}.
 */
@FunctionalInterface
public interface CompositeEvaluator {
    Publisher<Evaluation> evaluate(EvaluationInput input, List<Evaluation> evaluations);

    /** What traces and logs call it. */
    default String name() {
        return Evaluators.nameOf(this);
    }

    /** {@code evaluator} under a name. */
    static CompositeEvaluator named(String name, CompositeEvaluator evaluator) {
        return new Evaluators.NamedComposite(
                Evaluators.requireName(name), Objects.requireNonNull(evaluator, "evaluator"));
    }
}
