package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.reactor.trace.LangfuseContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Makes evaluators. */
public final class Evaluators {
    private static final String UNNAMED = "unknown_evaluator";

    private Evaluators() {}

    /**
     * An evaluator that blocks or computes for long: it runs on {@link Schedulers#boundedElastic()}, once an item, while
     * its observation is OpenTelemetry's current one. Cancelling interrupts it.
     */
    public static Evaluator blocking(String name, Function<EvaluationInput, List<Evaluation>> judge) {
        Objects.requireNonNull(judge, "judge");
        return named(
                name,
                input -> Mono.deferContextual(view -> {
                            Context context = LangfuseContext.otel(view);
                            return Mono.fromCallable(() -> {
                                        try (Scope ignored = context.makeCurrent()) {
                                            return Objects.requireNonNull(
                                                    judge.apply(input), "evaluations of a blocking evaluator");
                                        }
                                    })
                                    .subscribeOn(Schedulers.boundedElastic());
                        })
                        .flatMapIterable(evaluations -> evaluations));
    }

    /**
     * An adapter of a judge that knows nothing of this library, such as a library of graders.
     *
     * @param judge gives its own kind of verdict
     * @param verdict says it as an evaluation
     */
    public static <T> Evaluator adapting(
            String name, Function<EvaluationInput, Mono<T>> judge, Function<? super T, Evaluation> verdict) {
        Objects.requireNonNull(judge, "judge");
        Objects.requireNonNull(verdict, "verdict");
        return named(name, input -> judge.apply(input).map(verdict));
    }

    static Evaluator named(String name, Evaluator evaluator) {
        return new Named(requireName(name), evaluator);
    }

    static String requireName(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of an evaluator must not be blank");
        }
        return name;
    }

    /** The class's name; a lambda's class has none to be read. */
    static String nameOf(Object evaluator) {
        Class<?> type = evaluator.getClass();
        return type.isHidden() || type.isSynthetic() || type.getSimpleName().isEmpty() ? UNNAMED : type.getSimpleName();
    }

    private record Named(String name, Evaluator evaluator) implements Evaluator {
        @Override
        public Publisher<Evaluation> evaluate(EvaluationInput input) {
            return evaluator.evaluate(input);
        }
    }

    record NamedComposite(String name, CompositeEvaluator evaluator) implements CompositeEvaluator {
        @Override
        public Publisher<Evaluation> evaluate(EvaluationInput input, List<Evaluation> evaluations) {
            return evaluator.evaluate(input, evaluations);
        }
    }

    record NamedRun(String name, RunEvaluator evaluator) implements RunEvaluator {
        @Override
        public Publisher<Evaluation> evaluate(List<ExperimentItemResult> results) {
            return evaluator.evaluate(results);
        }
    }
}
