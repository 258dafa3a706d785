package dev.vitrine.embedded.trace;

import dev.vitrine.embedded.dataset.RunSummary;
import java.util.Comparator;
import java.util.List;

/** Experiments as tests look at them. */
final class ExperimentRuns {
    private ExperimentRuns() {}

    /** The experiments of these spans, oldest first. */
    static List<RunSummary> in(SpanTable spans) {
        return ExperimentRow.all(spans.newestFirst()).stream()
                .sorted(ExperimentRow.NEWEST_FIRST.reversed())
                .map(ExperimentRuns::summary)
                .toList();
    }

    private static RunSummary summary(ExperimentRow row) {
        List<RunSummary.Item> items = row.items().stream()
                .map(item -> new RunSummary.Item(
                        String.valueOf(ExperimentAttributes.of(item).itemId()), item.traceId(), item.id()))
                .sorted(Comparator.comparing(RunSummary.Item::itemId))
                .toList();
        return new RunSummary(row.id(), row.name(), row.datasetId(), items);
    }
}
