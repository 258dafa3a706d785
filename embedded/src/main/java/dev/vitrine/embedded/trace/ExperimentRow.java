package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An experiment, put together from the spans that carry its id.
 *
 * @param items the observation of each item under which its task ran, by item; newest start first
 */
record ExperimentRow(
        String id,
        String name,
        @Nullable String description,
        @Nullable String datasetId,
        Instant start,
        Instant end,
        ObjectNode metadata,
        List<SpanRow> items) {
    static final Comparator<ExperimentRow> NEWEST_FIRST = Comparator.comparing(ExperimentRow::start)
            .thenComparing(ExperimentRow::id)
            .reversed();

    /** All experiments, newest first. */
    static List<ExperimentRow> all(List<SpanRow> newestFirst) {
        Map<String, List<SpanRow>> byId = new LinkedHashMap<>();
        for (SpanRow row : newestFirst) {
            String id = ExperimentAttributes.of(row).id();
            if (id != null) {
                byId.computeIfAbsent(id, any -> new ArrayList<>()).add(row);
            }
        }
        return byId.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .sorted(NEWEST_FIRST)
                .toList();
    }

    /** Whether the row stands for an item: the others of its trace name it as their root. */
    static boolean isItem(SpanRow row) {
        ExperimentAttributes experiment = ExperimentAttributes.of(row);
        return experiment.id() != null && row.id().equals(experiment.rootObservationId());
    }

    private static ExperimentRow of(String id, List<SpanRow> rows) {
        Instant start = rows.get(rows.size() - 1).start();
        Instant end = rows.stream()
                .map(row -> row.end() == null ? row.start() : row.end())
                .max(Comparator.naturalOrder())
                .orElse(start);
        Map<String, SpanRow> items = new LinkedHashMap<>();
        ObjectNode metadata = Json.object();
        for (SpanRow row : rows) {
            ExperimentAttributes experiment = ExperimentAttributes.of(row);
            metadata.setAll(experiment.metadata());
            String itemId = experiment.itemId();
            if (itemId != null && isItem(row)) {
                items.putIfAbsent(itemId, row);
            }
        }
        String name = first(rows, ExperimentAttributes::name);
        return new ExperimentRow(
                id,
                name == null ? id : name,
                first(rows, ExperimentAttributes::description),
                first(rows, ExperimentAttributes::datasetId),
                start,
                end,
                metadata,
                List.copyOf(items.values()));
    }

    private static @Nullable String first(
            List<SpanRow> rows, Function<ExperimentAttributes, @Nullable String> attribute) {
        return rows.stream()
                .map(row -> attribute.apply(ExperimentAttributes.of(row)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
