package dev.vitrine.embedded;

import dev.vitrine.embedded.dataset.Ids;
import dev.vitrine.embedded.dataset.Paging;
import dev.vitrine.embedded.dataset.ProjectTables;
import dev.vitrine.embedded.dataset.RunEndpoints;
import dev.vitrine.embedded.dataset.RunItemEndpoints;
import dev.vitrine.embedded.http.RouteTable;
import dev.vitrine.embedded.traffic.Route;
import java.util.function.Function;

/** The routes of dataset runs, which differ by the mode of the server. */
final class RunRoutes {
    private static final String RUN = "/api/public/datasets/*/runs/*";

    private RunRoutes() {}

    static RouteTable addTo(
            RouteTable routes,
            Settings settings,
            Ids ids,
            Function<String, ProjectTables> projects,
            RunItemEndpoints.ObservationTraces observations) {
        Paging.Bounds bounds = new Paging.Bounds(settings.defaultPageSize(), settings.maxPageSize());
        RunItemEndpoints items = new RunItemEndpoints(projects, observations, ids, settings.clock(), bounds);
        RunEndpoints runs = new RunEndpoints(projects, bounds);
        boolean stored = settings.writeMode() == WriteMode.DUAL;
        OlderRoutes older = new OlderRoutes(routes, settings.writeMode());
        older.add(Route.RUN_ITEMS_LIST, "GET", "/api/public/dataset-run-items", items::list)
                .add(Route.RUNS_LIST, "GET", "/api/public/datasets/*/runs", runs::list)
                .add(Route.RUN_GET, "GET", RUN, runs::get)
                .add(Route.RUN_DELETE, "DELETE", RUN, runs::delete);
        return routes.add(
                Route.RUN_ITEM_CREATE,
                "POST",
                "/api/public/dataset-run-items",
                stored ? items::create : items::answerOnly);
    }
}
