package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.experiment.ExperimentItemFailure;
import dev.vitrine.experiment.ExperimentItemOutcome;
import dev.vitrine.reactor.dataset.DatasetClient;
import dev.vitrine.reactor.trace.ExperimentTracing;
import dev.vitrine.trace.ObservationIds;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** One run of an experiment, for one subscription. */
final class ExperimentRun {
    private static final Logger log = LoggerFactory.getLogger(ExperimentClient.class);

    final ExperimentPlan plan;
    final Recorder recorder;
    final ExperimentTracing tracing;
    final RunSpec spec;
    /** Groups the traces of items that are not linked to a dataset's run. */
    final String localId = ObservationIds.random();

    final ItemAttributes attributes;
    final EvaluatorCall evaluatorCall;
    private final Function<Context, Context> newTraces;
    private final AtomicLong started = new AtomicLong();
    private long succeeded;
    private long failed;

    /** @param view where the run was subscribed to: its attributes hold for all items */
    ExperimentRun(ExperimentPlan plan, Recorder recorder, ContextView view) {
        this.plan = plan;
        this.recorder = recorder;
        this.tracing = recorder.tracing();
        this.newTraces = ExperimentTracing.newTraces(view);
        String given = plan.runName;
        String runName = given != null
                ? given
                : plan.name + " - " + recorder.settings.clock().instant().truncatedTo(ChronoUnit.MICROS);
        this.spec = new RunSpec(runName, plan.description, plan.metadata.isEmpty() ? null : plan.metadata);
        this.attributes = new ItemAttributes(spec);
        this.evaluatorCall = new EvaluatorCall(plan.name, plan.evaluatorTimeout, recorder.settings.timer());
    }

    /** What became of each item, in the order in which they end. */
    Flux<ExperimentItemOutcome> outcomes(DatasetClient datasets) {
        return plan.data()
                .items(plan, datasets)
                .index()
                .flatMap(indexed -> outcome(indexed.getT1(), indexed.getT2()), plan.maxConcurrency, 1)
                .doOnNext(this::count);
    }

    private Mono<ExperimentItemOutcome> outcome(long index, ExperimentItem item) {
        return Mono.defer(() -> {
                    started.incrementAndGet();
                    return new ItemRun(this, index, item).outcome();
                })
                .contextWrite(newTraces);
    }

    /** Called one at a time. */
    private void count(ExperimentItemOutcome outcome) {
        if (outcome instanceof ExperimentItemFailure) {
            failed++;
        } else {
            succeeded++;
        }
        try {
            plan.progress.accept(new ExperimentProgress(started.get(), succeeded, failed));
        } catch (RuntimeException e) {
            log.warn("The progress listener of experiment '{}' failed", plan.name, e);
        }
    }
}
