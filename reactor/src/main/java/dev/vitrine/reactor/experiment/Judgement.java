package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.EvaluationInput;
import dev.vitrine.reactor.trace.Observation;
import dev.vitrine.trace.ObservationSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What all evaluators say of one output. For one subscription. */
final class Judgement {
    private static final ObservationSpec EVALUATION = ObservationSpec.span("experiment-item-evaluation");

    private final ExperimentPlan plan;
    private final EvaluatorCall call;
    private final EvaluationInput input;
    private final List<Evaluation> found = new ArrayList<>();
    private final AtomicInteger failed = new AtomicInteger();
    private int skipped;

    Judgement(ExperimentRun run, EvaluationInput input) {
        this.plan = run.plan;
        this.call = run.evaluatorCall;
        this.input = input;
    }

    /** Asks the evaluators, then the composite one; what they say is in their order. Never fails. */
    Mono<List<Evaluation>> evaluations(Observation root) {
        if (plan.evaluators.isEmpty()) {
            return Mono.just(List.of());
        }
        return root.observe(
                EVALUATION,
                span -> Flux.range(0, plan.evaluators.size())
                        .flatMapSequential(position -> ask(span, position), plan.evaluatorConcurrency, 1)
                        .doOnNext(found::addAll)
                        .then(Mono.defer(() -> askComposite(span)))
                        .then(Mono.fromSupplier(() -> {
                            span.update(update -> update.output(summary()));
                            return List.copyOf(found);
                        })));
    }

    private Mono<List<Evaluation>> ask(Observation span, int position) {
        Evaluator evaluator = plan.evaluators.get(position);
        return observed(
                span,
                evaluator.name(),
                given(),
                Map.of("evaluator_kind", "item", "evaluator_index", position),
                () -> evaluator.evaluate(input));
    }

    private Mono<Void> askComposite(Observation span) {
        CompositeEvaluator composite = plan.composite;
        if (composite == null) {
            return Mono.empty();
        }
        if (found.isEmpty()) {
            skipped++;
            return Mono.empty();
        }
        List<Evaluation> soFar = List.copyOf(found);
        Map<String, @Nullable Object> given = given();
        given.put("evaluations", written(soFar));
        return observed(
                        span,
                        composite.name(),
                        given,
                        Map.of("evaluator_kind", "composite"),
                        () -> composite.evaluate(input, soFar))
                .doOnNext(found::addAll)
                .then();
    }

    /** Empty where it fails. */
    private Mono<List<Evaluation>> observed(
            Observation span,
            String name,
            Map<String, @Nullable Object> given,
            Map<String, ?> metadata,
            Supplier<Publisher<Evaluation>> evaluate) {
        ObservationSpec spec = ObservationSpec.evaluator(name.isEmpty() ? "evaluator" : name)
                .input(given)
                .metadata(metadata);
        return span.observe(
                        spec,
                        own -> call.evaluations(name, evaluate)
                                .doOnNext(evaluations -> own.update(update -> update.output(written(evaluations))))
                                .doOnError(error -> own.update(
                                        update -> update.output(Map.of("error", String.valueOf(error.getMessage()))))))
                .onErrorResume(error -> {
                    failed.incrementAndGet();
                    call.warn(name, error);
                    return Mono.empty();
                });
    }

    private Map<String, @Nullable Object> given() {
        Map<String, @Nullable Object> given = new LinkedHashMap<>();
        given.put("input", input.input());
        given.put("output", input.output());
        given.put("expected_output", input.expectedOutput());
        given.put("metadata", input.metadata());
        return given;
    }

    private Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("evaluator_count", plan.evaluators.size() + (plan.composite == null ? 0 : 1));
        summary.put("evaluation_count", found.size());
        summary.put("failed_evaluator_count", failed.get());
        summary.put("skipped_evaluator_count", skipped);
        return summary;
    }

    private static List<Map<String, Object>> written(List<Evaluation> evaluations) {
        return evaluations.stream().map(Judgement::written).toList();
    }

    private static Map<String, Object> written(Evaluation evaluation) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("name", evaluation.name());
        if (evaluation.value() != null) {
            written.put("value", evaluation.value().wireValue());
            written.put("data_type", evaluation.value().dataType().name());
        }
        put(written, "comment", evaluation.comment());
        put(written, "metadata", evaluation.metadata());
        put(written, "config_id", evaluation.configId());
        return written;
    }

    private static void put(Map<String, Object> to, String name, @Nullable Object value) {
        if (value != null) {
            to.put(name, value);
        }
    }
}
