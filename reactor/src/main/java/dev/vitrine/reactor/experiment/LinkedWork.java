package dev.vitrine.reactor.experiment;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.reactor.trace.ExperimentTracing;
import dev.vitrine.reactor.trace.Observation;
import dev.vitrine.reactor.trace.Propagation;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.PropagatedAttributes;
import dev.vitrine.trace.TraceUpdate;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** One's own work on a dataset's item, in a trace that is linked to a run. */
final class LinkedWork {
    private final Recorder recorder;
    private final ExperimentItem item;
    private final RunSpec run;
    private final String itemId;
    private final Map<String, String> metadata;

    LinkedWork(Recorder recorder, DatasetItem item, RunSpec run) {
        this.recorder = recorder;
        this.item = ExperimentItem.from(item);
        this.run = run;
        this.itemId = item.id();
        this.metadata = Map.of("dataset_item_id", itemId, "run_name", run.name(), "dataset_id", item.datasetId());
    }

    <T> Mono<T> observe(ContextView view, Function<? super Observation, ? extends Mono<T>> work) {
        ExperimentTracing tracing = recorder.tracing();
        String name = "Dataset run: " + run.name();
        return tracing.tracing()
                .observe(ObservationSpec.span(name), observation -> {
                    if (!observation.isRecording()) {
                        return work.apply(observation);
                    }
                    observation.updateTrace(TraceUpdate.none().withName(name).withMetadata(metadata));
                    return recorder.links()
                            .link(new RunLinks.Link(run, itemId, observation.traceId(), null, null))
                            .defaultIfEmpty("")
                            .flatMap(runId -> linked(tracing, observation, runId, work));
                })
                .contextWrite(ExperimentTracing.newTraces(view));
    }

    /** The platform's newer generation knows runs from these attributes alone. */
    private <T> Mono<T> linked(
            ExperimentTracing tracing,
            Observation observation,
            String runId,
            Function<? super Observation, ? extends Mono<T>> work) {
        if (runId.isEmpty()) {
            return work.apply(observation);
        }
        PropagatedAttributes attributes =
                new ItemAttributes(run).of(item, runId, tracing.maskedMetadata(item.metadata()), observation.id());
        tracing.describe(observation, attributes, run.description(), item.expectedOutput());
        return Mono.defer(() -> work.apply(observation)).contextWrite(Propagation.with(attributes));
    }
}
