package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.dataset.Paging;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Json;
import java.util.List;
import java.util.function.Function;

/** The reads of observations of v1, by pages, newest start first. A server in its default mode does not have them. */
public final class OlderObservationEndpoints {
    private static final Paging.Bounds BOUNDS = new Paging.Bounds(50, 100);
    private final Function<String, SpanTable> spans;

    public OlderObservationEndpoints(Function<String, SpanTable> spans) {
        this.spans = spans;
    }

    public Reply list(Call call) {
        Paging paging = Paging.of(call, BOUNDS);
        String project = call.tenant().projectId();
        Filter<SpanRow> filter = Filter.of(call, Columns.OBSERVATIONS_V1)
                .equal("type", "name", "userId", "level", "traceId", "version", "parentObservationId", "environment")
                .between("startTime", "fromStartTime", "toStartTime")
                .checked();
        List<SpanRow> found =
                spans.apply(project).newestFirst().stream().filter(filter).toList();
        return Pages.reply(paging, found, row -> OlderObservationView.of(row, project));
    }

    public Reply get(Call call) {
        String project = call.tenant().projectId();
        ObjectNode found = spans.apply(project).newestFirst().stream()
                .filter(row -> row.id().equals(call.segment()))
                .findFirst()
                .map(row -> OlderObservationView.of(row, project))
                .orElseThrow(() -> ApiFailure.notFound("Observation not found within authorized project"));
        return Reply.json(200, Json.bytes(found));
    }
}
