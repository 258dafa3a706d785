package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Makes evaluators. */
public final class Evaluators {
    private static final String UNNAMED = "unknown_evaluator";

    private Evaluators() {}

    /** An evaluator that blocks or computes for long: it runs on {@link Schedulers#boundedElastic()}, once an item. */
    public static Evaluator blocking(String name, Function<EvaluationInput, List<Evaluation>> judge) {
        Objects.requireNonNull(judge, "judge");
        return named(
                name,
                input -> Flux.defer(() -> Flux.fromIterable(judge.apply(input)))
                        .subscribeOn(Schedulers.boundedElastic()));
    }

    static Evaluator named(String name, Evaluator evaluator) {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of an evaluator must not be blank");
        }
        return new Named(name, evaluator);
    }

    /** The class's name; a lambda's class has none to be read. */
    static String nameOf(Evaluator evaluator) {
        Class<?> type = evaluator.getClass();
        return type.isHidden() || type.isSynthetic() || type.getSimpleName().isEmpty() ? UNNAMED : type.getSimpleName();
    }

    private record Named(String name, Evaluator evaluator) implements Evaluator {
        @Override
        public Publisher<Evaluation> evaluate(EvaluationInput input) {
            return evaluator.evaluate(input);
        }
    }
}
