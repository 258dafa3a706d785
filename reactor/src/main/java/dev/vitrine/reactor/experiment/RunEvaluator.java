package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentItemResult;
import java.util.List;
import java.util.Objects;
import org.reactivestreams.Publisher;

/**
 * Judges a whole run: asked once, after all items, with those that gave an output, in the order of the data; also when
 * none did. It fails and must not block as an {@link Evaluator}.
 */
@FunctionalInterface
public interface RunEvaluator {
    Publisher<Evaluation> evaluate(List<ExperimentItemResult> results);

    /** What logs call it. */
    default String name() {
        return Evaluators.nameOf(this);
    }

    /** {@code evaluator} under a name. */
    static RunEvaluator named(String name, RunEvaluator evaluator) {
        return new Evaluators.NamedRun(Evaluators.requireName(name), Objects.requireNonNull(evaluator, "evaluator"));
    }
}
