package dev.vitrine.embedded.dataset;

import dev.vitrine.embedded.http.ApiFailure;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dataset runs of one project. In memory; guarded by its own monitor. */
public final class RunTable {
    private static final Comparator<RunRow> NEWEST_FIRST =
            Comparator.comparingLong(RunRow::createdAt).reversed().thenComparing(RunRow::id);

    private final Clock clock;
    private final Ids ids;
    private final int maxItems;
    private final Map<Key, Run> runs = new LinkedHashMap<>();
    private int items;

    RunTable(Clock clock, Ids ids, int maxItems) {
        this.clock = clock;
        this.ids = ids;
        this.maxItems = maxItems;
    }

    private record Key(String datasetId, String name) {}

    /** A run and, by item, what is read of it: of several links of one item the one with the latest time. */
    private record Run(RunRow row, Map<String, RunItemRow> items) {
        List<RunItemRow> newestFirst() {
            return items.values().stream().sorted(RunItemRow.NEWEST_FIRST).toList();
        }
    }

    /** Links an item to a trace. The run is made when it is first named; later its description and metadata stay. */
    synchronized RunItemRow add(ItemVersion item, RunItemWrite write, String traceId) {
        long now = clock.millis();
        Long given = write.createdAt();
        long createdAt = given == null ? now : given;
        Run run = runs.computeIfAbsent(
                new Key(item.datasetId, write.runName()), key -> new Run(row(item, write, createdAt), new HashMap<>()));
        RunItemRow row = new RunItemRow(
                ids.next(),
                run.row().id(),
                write.runName(),
                item.id,
                traceId,
                write.observationId(),
                createdAt,
                Math.max(now, createdAt));
        if (!run.items().containsKey(item.id) && items++ >= maxItems) {
            items = maxItems;
            throw ApiFailure.internal("The embedded platform holds at most " + maxItems + " run items");
        }
        run.items().merge(item.id, row, (before, next) -> next.createdAt() < before.createdAt() ? before : next);
        return row;
    }

    /** The runs of a dataset, newest first. */
    synchronized List<RunRow> of(String datasetId) {
        return runs.values().stream()
                .map(Run::row)
                .filter(run -> run.datasetId().equals(datasetId))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    synchronized @Nullable RunRow find(String datasetId, String name) {
        Run run = runs.get(new Key(datasetId, name));
        return run == null ? null : run.row();
    }

    /** The items of a run, newest first; null if there is no such run. */
    synchronized @Nullable List<RunItemRow> items(String datasetId, String name) {
        Run run = runs.get(new Key(datasetId, name));
        return run == null ? null : run.newestFirst();
    }

    /** Removes a run with its items; whether there was one. */
    synchronized boolean delete(String datasetId, String name) {
        Run run = runs.remove(new Key(datasetId, name));
        items -= run == null ? 0 : run.items().size();
        return run != null;
    }

    /** All runs in the order in which they were begun, each with its items by id. */
    public synchronized List<RunSummary> summaries() {
        return runs.values().stream()
                .map(run -> new RunSummary(
                        run.row().id(),
                        run.row().name(),
                        run.row().datasetId(),
                        run.items().values().stream()
                                .map(item -> new RunSummary.Item(item.itemId(), item.traceId(), item.observationId()))
                                .sorted(Comparator.comparing(RunSummary.Item::itemId))
                                .toList()))
                .toList();
    }

    private RunRow row(ItemVersion item, RunItemWrite write, long createdAt) {
        return new RunRow(
                ids.next(),
                write.runName(),
                write.description(),
                write.metadata(),
                item.datasetId,
                item.datasetName,
                createdAt,
                createdAt);
    }
}
