package dev.vitrine.embedded.trace;

import dev.vitrine.embedded.dataset.RunSummary;
import dev.vitrine.embedded.media.MediaTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The traces of the first project, for tests and demonstrations. Each call takes a snapshot of what has arrived so far;
 * nothing waits. What arrived is visible at once, other than on the real server.
 */
public final class EmbeddedTraces {
    private final SpanTable spans;
    private final TraceSnapshots snapshots;

    public EmbeddedTraces(SpanTable spans, MediaTable media) {
        this.spans = spans;
        this.snapshots = new TraceSnapshots(media);
    }

    /** All traces, oldest first. */
    public List<EmbeddedTrace> all() {
        TraceSnapshots.Links links = snapshots.links();
        return spans.traces().stream()
                .sorted(TraceRow.NEWEST_FIRST.reversed())
                .map(row -> snapshots.trace(row, links))
                .toList();
    }

    /** The trace of this id. */
    public Optional<EmbeddedTrace> find(String traceId) {
        List<SpanRow> rows = spans.ofTrace(Objects.requireNonNull(traceId, "traceId"));
        return rows.isEmpty() ? Optional.empty() : Optional.of(snapshots.trace(TraceRow.of(rows), snapshots.links()));
    }

    /** The oldest trace of this name. */
    public Optional<EmbeddedTrace> named(String name) {
        Objects.requireNonNull(name, "name");
        return all().stream().filter(trace -> name.equals(trace.name())).findFirst();
    }

    /** The observations of all traces, trace by trace, parents first. */
    public List<EmbeddedObservation> observations() {
        return all().stream().flatMap(EmbeddedTrace::observations).toList();
    }

    /**
     * The experiments that the spans tell of, oldest first. An item is there when the span has arrived that the others of
     * its trace name as their root.
     */
    public List<RunSummary> experiments() {
        return ExperimentRuns.in(spans);
    }

    /** How many observations are kept. */
    public int count() {
        return spans.count();
    }

    /** How many spans have arrived, repeated ones included. */
    public long received() {
        return spans.received();
    }

    /** How many observations were given up because newer ones needed their place. */
    public long evicted() {
        return spans.evicted();
    }

    /** All traces as text, oldest first, as {@link EmbeddedTrace#render()} draws each. */
    public String render() {
        return all().stream().map(EmbeddedTrace::render).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return "EmbeddedTraces[" + count() + " observations]";
    }
}
