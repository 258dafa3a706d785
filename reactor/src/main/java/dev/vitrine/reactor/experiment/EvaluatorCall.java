package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.Evaluation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Asks an evaluator of any kind: within its limits, so that whatever it does wrong is an error signal. */
final class EvaluatorCall {
    private static final Logger log = LoggerFactory.getLogger(ExperimentClient.class);
    private static final int MOST = 1_000;

    private final String experiment;
    private final @Nullable Duration limit;
    private final Scheduler timer;

    EvaluatorCall(String experiment, @Nullable Duration limit, Scheduler timer) {
        this.experiment = experiment;
        this.limit = limit;
        this.timer = timer;
    }

    /** All evaluations, at most 1000, or an error. */
    Mono<List<Evaluation>> evaluations(String name, Supplier<? extends @Nullable Publisher<Evaluation>> evaluate) {
        Mono<List<Evaluation>> all = Flux.<Evaluation>defer(
                        () -> Objects.requireNonNull(evaluate.get(), () -> "publisher of evaluator '" + name + "'"))
                .take(MOST + 1L)
                .collectList()
                .handle((evaluations, sink) -> {
                    if (evaluations.size() > MOST) {
                        sink.error(new IllegalStateException(
                                "Evaluator '" + name + "' gave more than " + MOST + " evaluations of one output"));
                    } else {
                        sink.next(evaluations);
                    }
                });
        return limit == null
                ? all
                : all.timeout(
                        limit,
                        Mono.error(() ->
                                new TimeoutException("Evaluator '" + name + "' did not complete within " + limit)),
                        timer);
    }

    void warn(String name, Throwable error) {
        log.warn("Evaluator '{}' of experiment '{}' failed: {}", name, experiment, error.toString());
    }
}
