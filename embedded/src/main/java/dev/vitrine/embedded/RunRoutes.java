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
        OlderRoutes older = new OlderRoutes(settings.writeMode(), routes);
        older.get(Route.RUN_ITEMS_LIST, "/api/public/dataset-run-items", items::list)
                .get(Route.RUNS_LIST, "/api/public/datasets/*/runs", runs::list)
                .get(Route.RUN_GET, RUN, runs::get)
                .delete(Route.RUN_DELETE, RUN, runs::delete);
        return routes.add(
                Route.RUN_ITEM_CREATE,
                "POST",
                "/api/public/dataset-run-items",
                stored ? items::create : items::answerOnly);
    }
}
