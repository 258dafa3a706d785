package dev.vitrine.embedded.trace;

import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Issues;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The {@code orderBy} parameter of traces: a column and a direction. */
final class TraceOrder {
    private static final Map<String, Comparator<TraceRow>> COLUMNS = Map.of(
            "id", Comparator.comparing(TraceRow::id),
            "timestamp", Comparator.comparing(TraceRow::timestamp),
            "name", by(TraceRow::name),
            "userId", by(TraceRow::userId),
            "release", by(TraceRow::release),
            "version", by(TraceRow::version),
            "public", Comparator.comparing(TraceRow::isPublic),
            "bookmarked", (one, other) -> 0,
            "sessionId", by(TraceRow::sessionId));

    private TraceOrder() {}

    static Comparator<TraceRow> of(@Nullable String orderBy) {
        if (orderBy == null) {
            return TraceRow.NEWEST_FIRST;
        }
        int dot = orderBy.lastIndexOf('.');
        Comparator<TraceRow> column = dot < 0 ? null : COLUMNS.get(orderBy.substring(0, dot));
        String direction = orderBy.substring(dot + 1);
        if (column == null || !(direction.equals("asc") || direction.equals("desc"))) {
            throw ApiFailure.invalid(List.of(Issues.custom("Invalid orderBy", "orderBy")));
        }
        Comparator<TraceRow> order = column.thenComparing(TraceRow::id);
        return direction.equals("asc") ? order : order.reversed();
    }

    private static Comparator<TraceRow> by(Function<TraceRow, @Nullable String> column) {
        return Comparator.comparing(row -> {
            String text = column.apply(row);
            return text == null ? "" : text;
        });
    }
}
