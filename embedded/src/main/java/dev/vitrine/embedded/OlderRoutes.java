package dev.vitrine.embedded;

import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Endpoint;
import dev.vitrine.embedded.http.RouteTable;
import dev.vitrine.embedded.traffic.Route;

/** Adds routes that the default mode does not have. Where the gate is shut, it answers before anybody asks for keys. */
record OlderRoutes(RouteTable routes, WriteMode mode) {
    private static final String GATED =
            "This endpoint is not available on deployments running in Langfuse v4 events_only"
                    + " mode. Learn more about Langfuse v4 at: https://langfuse.com/docs/v4";

    OlderRoutes add(Route route, String method, String pattern, Endpoint endpoint) {
        if (mode == WriteMode.DUAL) {
            routes.add(route, method, pattern, endpoint);
        } else {
            routes.addOpen(route, method, pattern, call -> {
                throw ApiFailure.message(404, GATED);
            });
        }
        return this;
    }
}
