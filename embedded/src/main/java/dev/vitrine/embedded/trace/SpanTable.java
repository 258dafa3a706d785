package dev.vitrine.embedded.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The observations of one project, bounded by count and by bytes: what arrived first goes first. In memory; guarded by
 * its own monitor. Readable at once, other than on the real server.
 */
public final class SpanTable {
    static final Comparator<SpanRow> NEWEST_FIRST = Comparator.comparing(SpanRow::start)
            .thenComparing(SpanRow::traceId)
            .thenComparing(SpanRow::id)
            .reversed();

    private final int maxSpans;
    private final long maxBytes;
    private final LinkedHashMap<Key, SpanRow> byArrival = new LinkedHashMap<>();
    private final Map<String, LinkedHashMap<String, SpanRow>> byTrace = new HashMap<>();
    private @Nullable List<SpanRow> sorted;
    private long bytes;
    private long received;
    private long evicted;

    private record Key(String traceId, String id) {}

    public SpanTable(int maxSpans, long maxBytes) {
        this.maxSpans = maxSpans;
        this.maxBytes = maxBytes;
    }

    /** Stores them; one that is there already is replaced. */
    synchronized void add(List<SpanRow> rows) {
        for (SpanRow row : rows) {
            SpanRow before = remove(new Key(row.traceId(), row.id()));
            SpanRow kept = before == null ? row : row.firstSeen(before.createdAt());
            byArrival.put(new Key(row.traceId(), row.id()), kept);
            byTrace.computeIfAbsent(row.traceId(), any -> new LinkedHashMap<>()).put(row.id(), kept);
            bytes += kept.weight();
            received++;
        }
        while (byArrival.size() > maxSpans || (bytes > maxBytes && byArrival.size() > 1)) {
            Iterator<Key> oldest = byArrival.keySet().iterator();
            remove(oldest.next());
            evicted++;
        }
        sorted = null;
    }

    synchronized void deleteTrace(String traceId) {
        LinkedHashMap<String, SpanRow> rows = byTrace.get(traceId);
        if (rows != null) {
            for (String id : List.copyOf(rows.keySet())) {
                remove(new Key(traceId, id));
            }
            sorted = null;
        }
    }

    /** All, newest start first. */
    synchronized List<SpanRow> newestFirst() {
        List<SpanRow> rows = sorted;
        if (rows == null) {
            rows = new ArrayList<>(byArrival.values());
            rows.sort(NEWEST_FIRST);
            rows = List.copyOf(rows);
            sorted = rows;
        }
        return rows;
    }

    /** The observations of a trace in the order of their arrival; empty if there is no such trace. */
    synchronized List<SpanRow> ofTrace(String traceId) {
        LinkedHashMap<String, SpanRow> rows = byTrace.get(traceId);
        return rows == null ? List.of() : List.copyOf(rows.values());
    }

    /** All traces, newest first. */
    synchronized List<TraceRow> traces() {
        return byTrace.values().stream()
                .map(rows -> TraceRow.of(List.copyOf(rows.values())))
                .sorted(TraceRow.NEWEST_FIRST)
                .toList();
    }

    synchronized int count() {
        return byArrival.size();
    }

    synchronized long received() {
        return received;
    }

    synchronized long evicted() {
        return evicted;
    }

    private @Nullable SpanRow remove(Key key) {
        SpanRow row = byArrival.remove(key);
        if (row != null) {
            bytes -= row.weight();
            LinkedHashMap<String, SpanRow> trace = byTrace.get(key.traceId());
            if (trace != null) {
                trace.remove(key.id());
                if (trace.isEmpty()) {
                    byTrace.remove(key.traceId());
                }
            }
        }
        return row;
    }
}
