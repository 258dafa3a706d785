package dev.vitrine.embedded;

import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Endpoint;
import dev.vitrine.embedded.http.RouteTable;
import dev.vitrine.embedded.traffic.Route;

/** Adds routes that the default mode does not have. Where the gate is shut, it answers before anybody asks for keys. */
record OlderRoutes(WriteMode mode, RouteTable routes) {
    private static final String GATED =
            "This endpoint is not available on deployments running in Langfuse v4 events_only"
                    + " mode. Learn more about Langfuse v4 at: https://langfuse.com/docs/v4";

    OlderRoutes get(Route route, String pattern, Endpoint endpoint) {
        return add(route, "GET", pattern, endpoint);
    }

    OlderRoutes delete(Route route, String pattern, Endpoint endpoint) {
        return add(route, "DELETE", pattern, endpoint);
    }

    private OlderRoutes add(Route route, String method, String pattern, Endpoint endpoint) {
        if (mode == WriteMode.DUAL) {
            routes.add(route, method, pattern, endpoint);
            return this;
        }
        return gate(route, method, pattern);
    }

    /** A route that this platform has in no mode; where the gate is shut, it is told apart from one that never was. */
    OlderRoutes missing(String method, String pattern) {
        return mode == WriteMode.DUAL ? this : gate(Route.UNKNOWN, method, pattern);
    }

    private OlderRoutes gate(Route route, String method, String pattern) {
        routes.addOpen(route, method, pattern, call -> {
            throw ApiFailure.message(404, GATED);
        });
        return this;
    }
}
