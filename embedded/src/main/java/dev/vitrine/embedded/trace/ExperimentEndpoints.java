package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.score.ScoreTable;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Experiments and their items as the attributes of spans tell them: newest start first, by cursor. */
public final class ExperimentEndpoints {
    private static final Set<String> EXPERIMENT_FIELDS = Set.of("core", "metadata", "scores");
    private static final Set<String> ITEM_FIELDS =
            Set.of("core", "dataset", "io", "metadata", "itemMetadata", "experimentMetadata", "scores");
    private static final Set<String> ITEM_DEFAULTS = Set.of("core", "dataset");

    private final Function<String, SpanTable> spans;
    private final Function<String, ScoreTable> scores;

    public ExperimentEndpoints(Function<String, SpanTable> spans, Function<String, ScoreTable> scores) {
        this.spans = spans;
        this.scores = scores;
    }

    /** {@code GET /api/public/experiments}. */
    public Reply experiments(Call call) {
        ExperimentQuery query = ExperimentQuery.of(call, Set.of("core"), EXPERIMENT_FIELDS);
        Filter<ExperimentRow> filter = Filter.of(call, Columns.EXPERIMENTS).checked();
        ExperimentQuery.Position after = query.after();
        String project = call.tenant().projectId();
        List<ExperimentRow> found = ExperimentRow.all(spans.apply(project).newestFirst()).stream()
                .filter(row -> query.covers(row.start()) && (after == null || after.isBefore(row)))
                .filter(row -> ExperimentQuery.listed(call, "id", row.id())
                        && ExperimentQuery.listed(call, "name", row.name())
                        && ExperimentQuery.listed(call, "datasetId", row.datasetId()))
                .filter(filter)
                .limit(query.limit() + 1L)
                .toList();
        ExperimentView view = new ExperimentView(query, project, scores.apply(project));
        return page(found, query, view::experiment, row -> new ExperimentQuery.Position(row.start(), "", "", row.id()));
    }

    /** {@code GET /api/public/experiment-items}. */
    public Reply items(Call call) {
        ExperimentQuery query = ExperimentQuery.of(call, ITEM_DEFAULTS, ITEM_FIELDS);
        ExperimentQuery.Position after = query.after();
        String project = call.tenant().projectId();
        List<SpanRow> found = spans.apply(project).newestFirst().stream()
                .filter(ExperimentRow::isItem)
                .filter(row -> query.covers(row.start()) && (after == null || after.isBefore(row)))
                .filter(row -> asked(call, ExperimentAttributes.of(row)))
                .limit(query.limit() + 1L)
                .toList();
        ExperimentView view = new ExperimentView(query, project, scores.apply(project));
        return page(found, query, view::item, row -> {
            String id = ExperimentAttributes.of(row).id();
            return new ExperimentQuery.Position(row.start(), row.traceId(), row.id(), id == null ? "" : id);
        });
    }

    private static boolean asked(Call call, ExperimentAttributes item) {
        return ExperimentQuery.listed(call, "experimentId", item.id())
                && ExperimentQuery.listed(call, "experimentName", item.name())
                && ExperimentQuery.listed(call, "experimentItemId", item.itemId())
                && ExperimentQuery.listed(call, "datasetId", item.datasetId());
    }

    private static <T> Reply page(
            List<T> found,
            ExperimentQuery query,
            Function<T, ObjectNode> view,
            Function<T, ExperimentQuery.Position> position) {
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        List<T> shown = found.subList(0, Math.min(query.limit(), found.size()));
        shown.forEach(row -> data.add(view.apply(row)));
        ObjectNode meta = body.putObject("meta");
        if (found.size() > shown.size()) {
            meta.put("cursor", position.apply(shown.get(shown.size() - 1)).text());
        }
        return Reply.json(200, Json.bytes(body));
    }
}
