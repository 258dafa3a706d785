package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.dataset.Paging;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.score.ScoreTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Traces: the reads of v1, which a server in its default mode does not have, and deletion, which takes effect at once. */
public final class TraceEndpoints {
    private static final Paging.Bounds BOUNDS = new Paging.Bounds(50, 100);
    private static final int MOST_DELETED = 1_000;
    private final Function<String, SpanTable> spans;
    private final Function<String, ScoreTable> scores;

    public TraceEndpoints(Function<String, SpanTable> spans, Function<String, ScoreTable> scores) {
        this.spans = spans;
        this.scores = scores;
    }

    public Reply list(Call call) {
        Paging paging = Paging.of(call, BOUNDS);
        String project = call.tenant().projectId();
        Filter<TraceRow> filter = Filter.of(call, Columns.TRACES)
                .equal("userId", "name", "environment", "sessionId", "version", "release")
                .all("tags")
                .between("timestamp", "fromTimestamp", "toTimestamp")
                .checked();
        TraceView view = TraceView.listing(project, call.parameter("fields"));
        List<TraceRow> found = spans.apply(project).traces().stream()
                .filter(filter)
                .sorted(TraceOrder.of(call.parameter("orderBy")))
                .toList();
        return Pages.reply(paging, found, row -> view.listed(row, scores(project, row.id())));
    }

    public Reply get(Call call) {
        String project = call.tenant().projectId();
        List<SpanRow> rows = spans.apply(project).ofTrace(call.segment());
        if (rows.isEmpty()) {
            throw ApiFailure.notFound("Trace " + call.segment() + " not found within authorized project");
        }
        ObjectNode trace = TraceView.whole(project).alone(TraceRow.of(rows), scores(project, call.segment()));
        return Reply.json(200, Json.bytes(trace));
    }

    public Reply delete(Call call) {
        spans.apply(call.tenant().projectId()).deleteTrace(call.segment());
        return deleted("Trace deleted successfully");
    }

    public Reply deleteMany(Call call) {
        JsonNode ids = call.body().path("traceIds");
        List<ObjectNode> issues = new ArrayList<>();
        if (!ids.isArray()) {
            issues.add(Issues.wrongType("array", ids, "traceIds"));
        } else if (ids.isEmpty()) {
            issues.add(Issues.tooSmall("array", 1, true, null, "traceIds"));
        } else if (ids.size() > MOST_DELETED) {
            issues.add(Issues.tooBig("array", MOST_DELETED, null, "traceIds"));
        }
        if (!issues.isEmpty()) {
            throw ApiFailure.invalid(issues);
        }
        SpanTable table = spans.apply(call.tenant().projectId());
        ids.forEach(id -> table.deleteTrace(id.asText()));
        return deleted("Traces deleted successfully");
    }

    private List<ObjectNode> scores(String project, String traceId) {
        return scores.apply(project).ofTrace(traceId, project);
    }

    private static Reply deleted(String message) {
        return Reply.json(200, Json.bytes(Json.object().put("message", message)));
    }
}
