package dev.vitrine.embedded.score;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.dataset.Paging;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Json;
import java.util.List;
import java.util.function.Function;

/** The reads of v1 and v2, by pages. A server in its default mode does not have them. */
public final class OlderScoreEndpoints {
    private static final Paging.Bounds BOUNDS = new Paging.Bounds(50, 100);
    private final Function<String, ScoreTable> scores;

    public OlderScoreEndpoints(Function<String, ScoreTable> scores) {
        this.scores = scores;
    }

    public Reply listV1(Call call) {
        return list(call, false);
    }

    public Reply listV2(Call call) {
        return list(call, true);
    }

    public Reply getV1(Call call) {
        return get(call, false);
    }

    public Reply getV2(Call call) {
        return get(call, true);
    }

    private Reply list(Call call, boolean v2) {
        Paging paging = Paging.of(call, BOUNDS);
        String project = call.tenant().projectId();
        List<ScoreRow> found = scores.apply(project).find(ScoreFilter.lenient(call));
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        found.stream().skip(paging.offset()).limit(paging.limit()).forEach(row -> {
            ObjectNode score = ScoreView.v2(row, project, v2);
            score.putNull("trace");
            data.add(score);
        });
        int pages = (found.size() + paging.limit() - 1) / paging.limit();
        body.putObject("meta")
                .put("page", paging.page())
                .put("limit", paging.limit())
                .put("totalItems", found.size())
                .put("totalPages", pages);
        return Reply.json(200, Json.bytes(body));
    }

    private Reply get(Call call, boolean v2) {
        String project = call.tenant().projectId();
        ScoreRow row = scores.apply(project).byId(call.segment());
        if (row == null) {
            throw ApiFailure.notFound("Score not found");
        }
        return Reply.json(200, Json.bytes(ScoreView.v2(row, project, v2)));
    }
}
