package dev.vitrine.embedded;

import dev.vitrine.embedded.http.RouteTable;
import dev.vitrine.embedded.http.Tenant;
import dev.vitrine.embedded.score.ScoreTable;
import dev.vitrine.embedded.trace.ExperimentEndpoints;
import dev.vitrine.embedded.trace.ObservationsEndpoint;
import dev.vitrine.embedded.trace.OlderObservationEndpoints;
import dev.vitrine.embedded.trace.OtlpEndpoint;
import dev.vitrine.embedded.trace.SessionEndpoints;
import dev.vitrine.embedded.trace.SpanTable;
import dev.vitrine.embedded.trace.TraceEndpoints;
import dev.vitrine.embedded.traffic.Route;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The routes of traces and observations, with their tables. */
final class TraceRoutes {
    private final Map<String, SpanTable> spans = new HashMap<>();
    private final Settings settings;
    private final Function<String, ScoreTable> scores;

    TraceRoutes(Settings settings, Function<String, ScoreTable> scores) {
        this.settings = settings;
        this.scores = scores;
        for (Tenant tenant : settings.tenants()) {
            spans.put(tenant.projectId(), new SpanTable(settings.maxSpans(), settings.maxSpanBytes()));
        }
    }

    SpanTable spans(String projectId) {
        return Objects.requireNonNull(spans.get(projectId), "project");
    }

    RouteTable addTo(RouteTable routes) {
        OtlpEndpoint otlp = new OtlpEndpoint(this::spans, settings.clock());
        routes.addBytes(Route.OTLP_TRACES, "POST", "/api/public/otel/v1/traces", OtlpEndpoint.MAX_BYTES, otlp::take);
        ObservationsEndpoint observations = new ObservationsEndpoint(this::spans);
        TraceEndpoints traces = new TraceEndpoints(this::spans, scores);
        OlderObservationEndpoints older = new OlderObservationEndpoints(this::spans);
        SessionEndpoints sessions = new SessionEndpoints(this::spans);
        ExperimentEndpoints experiments = new ExperimentEndpoints(this::spans, scores);
        routes.add(Route.EXPERIMENTS_LIST, "GET", "/api/public/experiments", experiments::experiments)
                .add(Route.EXPERIMENT_ITEMS_LIST, "GET", "/api/public/experiment-items", experiments::items)
                .add(Route.OBSERVATIONS_LIST, "GET", "/api/public/v2/observations", observations::list)
                .add(Route.TRACES_DELETE, "DELETE", "/api/public/traces", traces::deleteMany)
                .add(Route.TRACE_DELETE, "DELETE", "/api/public/traces/*", traces::delete);
        return new OlderRoutes(settings.writeMode(), routes)
                .get(Route.TRACES_LIST, "/api/public/traces", traces::list)
                .get(Route.TRACE_GET, "/api/public/traces/*", traces::get)
                .get(Route.OBSERVATIONS_LIST_OLDER, "/api/public/observations", older::list)
                .get(Route.OBSERVATION_GET_OLDER, "/api/public/observations/*", older::get)
                .get(Route.SESSIONS_LIST, "/api/public/sessions", sessions::list)
                .get(Route.SESSION_GET, "/api/public/sessions/*", sessions::get)
                .missing("POST", "/api/public/traces")
                .missing("POST", "/api/public/events")
                .missing("POST", "/api/public/spans")
                .missing("POST", "/api/public/generations")
                .routes();
    }
}
