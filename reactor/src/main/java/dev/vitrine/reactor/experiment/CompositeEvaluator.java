package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import java.util.List;
import org.reactivestreams.Publisher;

/** Judges one output by what the evaluators said of it. Asked only where they said something. */
@FunctionalInterface
public interface CompositeEvaluator {
    Publisher<Evaluation> evaluate(EvaluationInput input, List<Evaluation> evaluations);
}
