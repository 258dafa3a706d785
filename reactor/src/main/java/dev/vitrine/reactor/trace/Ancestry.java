package dev.vitrine.reactor.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Objects;

/** Keeps the traces of two projects apart where one's observations run inside the other's. */
final class Ancestry {
    private Ancestry() {}

    /**
     * {@code context} with the nearest span that is not another project's observation. Its attributes and baggage stay,
     * since they are the request's.
     */
    static Context within(String project, Context context) {
        DefaultObservation observation = context.get(LangfuseContext.OBSERVATION);
        if (observation == null || !isOther(project, observation, context)) {
            return context;
        }
        Context outer = observation.parent();
        DefaultObservation next = outer.get(LangfuseContext.OBSERVATION);
        while (next != null && isOther(project, next, outer)) {
            outer = next.parent();
            next = outer.get(LangfuseContext.OBSERVATION);
        }
        Context result = context.with(Span.fromContext(outer));
        return next == null ? result : result.with(LangfuseContext.OBSERVATION, next);
    }

    private static boolean isOther(String project, DefaultObservation observation, Context context) {
        // A span that somebody else started inside it is nearer, and has no project
        return !Objects.equals(observation.core.project(), project) && Span.fromContext(context) == observation.span;
    }
}
