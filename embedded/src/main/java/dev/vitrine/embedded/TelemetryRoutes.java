package dev.vitrine.embedded;

import dev.vitrine.embedded.dataset.Ids;
import dev.vitrine.embedded.http.RouteTable;
import dev.vitrine.embedded.http.Tenant;
import dev.vitrine.embedded.prompt.PromptEndpoints;
import dev.vitrine.embedded.prompt.PromptTable;
import dev.vitrine.embedded.score.IngestionEndpoint;
import dev.vitrine.embedded.score.OlderScoreEndpoints;
import dev.vitrine.embedded.score.ScoreReadEndpoints;
import dev.vitrine.embedded.score.ScoreTable;
import dev.vitrine.embedded.score.ScoreWriteEndpoints;
import dev.vitrine.embedded.traffic.Route;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The routes of scores and prompts, with their tables. */
final class TelemetryRoutes {
    private final Map<String, ScoreTable> scores = new HashMap<>();
    private final Map<String, PromptTable> prompts = new HashMap<>();
    private final WriteMode mode;

    TelemetryRoutes(Settings settings, Ids ids) {
        this.mode = settings.writeMode();
        for (Tenant tenant : settings.tenants()) {
            scores.put(tenant.projectId(), new ScoreTable(settings.clock(), ids));
            prompts.put(tenant.projectId(), new PromptTable(settings.clock(), ids));
        }
    }

    ScoreTable scores(String projectId) {
        return Objects.requireNonNull(scores.get(projectId), "project");
    }

    RouteTable addTo(RouteTable routes) {
        Function<String, ScoreTable> tables = this::scores;
        ScoreWriteEndpoints writes = new ScoreWriteEndpoints(tables);
        ScoreReadEndpoints reads = new ScoreReadEndpoints(tables);
        OlderScoreEndpoints older = new OlderScoreEndpoints(tables);
        IngestionEndpoint ingestion = new IngestionEndpoint(tables, mode == WriteMode.EVENTS_ONLY);
        PromptEndpoints prompt = new PromptEndpoints(id -> Objects.requireNonNull(prompts.get(id), "project"));
        routes.addForPublicKey(Route.INGESTION, "POST", "/api/public/ingestion", true, ingestion::ingest)
                .addForPublicKey(Route.SCORE_CREATE, "POST", "/api/public/scores", false, writes::create)
                .add(Route.SCORE_DELETE, "DELETE", "/api/public/scores/*", writes::delete)
                .add(Route.SCORES_LIST, "GET", "/api/public/v3/scores", reads::list)
                .addTyped(Route.PROMPTS_LIST, "GET", "/api/public/v2/prompts", prompt::list)
                .addTyped(Route.PROMPT_CREATE, "POST", "/api/public/v2/prompts", prompt::create)
                .addTyped(Route.PROMPT_GET, "GET", "/api/public/v2/prompts/*", prompt::get)
                .addTyped(Route.PROMPT_DELETE, "DELETE", "/api/public/v2/prompts/*", prompt::delete)
                .addTyped(Route.PROMPT_LABEL, "PATCH", "/api/public/v2/prompts/*/versions/*", prompt::label);
        return new OlderRoutes(mode, routes)
                .get(Route.SCORES_LIST_OLDER, "/api/public/scores", older::listV1)
                .get(Route.SCORE_GET_OLDER, "/api/public/scores/*", older::getV1)
                .get(Route.SCORES_LIST_OLDER, "/api/public/v2/scores", older::listV2)
                .get(Route.SCORE_GET_OLDER, "/api/public/v2/scores/*", older::getV2)
                .routes();
    }
}
