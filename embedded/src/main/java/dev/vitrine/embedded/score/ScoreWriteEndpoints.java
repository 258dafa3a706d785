package dev.vitrine.embedded.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Json;
import java.util.List;
import java.util.function.Function;

/** Single scores: creating and deleting. */
public final class ScoreWriteEndpoints {
    private final Function<String, ScoreTable> scores;

    public ScoreWriteEndpoints(Function<String, ScoreTable> scores) {
        this.scores = scores;
    }

    /** {@code POST /api/public/scores}. */
    public Reply create(Call call) {
        JsonNode body = call.body();
        List<ObjectNode> issues = ScoreRules.check(body);
        if (!issues.isEmpty()) {
            throw ApiFailure.invalid(issues);
        }
        String id = scores.apply(call.tenant().projectId()).upsert(body, null);
        return Reply.json(200, Json.bytes(Json.object().put("id", id)));
    }

    /** {@code DELETE /api/public/scores/{id}}; of an unknown id as well, since the work is only queued. */
    public Reply delete(Call call) {
        scores.apply(call.tenant().projectId()).delete(call.segment());
        return Reply.json(202, Json.bytes(Json.object().put("message", "Score deletion queued successfully")));
    }
}
