package dev.vitrine.reactor.trace;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * OpenTelemetry's own Reactor instrumentation, where an application uses it. It keeps an OpenTelemetry context in the
 * Reactor Context under a key that is an object of its own, known by its text alone.
 */
final class ReactorInstrumentation {
    private static final String KEY_TEXT = "otel-trace-context";

    // The instrumentation's constant, once seen; the same object ever after
    private static volatile @Nullable Object key;

    private ReactorInstrumentation() {}

    static @Nullable Context context(ContextView view) {
        if (view.isEmpty()) {
            return null;
        }
        Object known = key;
        if (known != null && view.getOrDefault(known, null) instanceof Context context) {
            return context;
        }
        Search search = new Search();
        view.forEach(search::visit);
        return search.found;
    }

    /** Where the instrumentation has put a context, it is to see ours, so that its clients continue from there. */
    static reactor.util.context.Context update(reactor.util.context.Context view, Context context) {
        Object known = key;
        return known != null && view.hasKey(known) ? view.put(known, context) : view;
    }

    private static final class Search {
        private @Nullable Context found;

        void visit(Object candidate, Object value) {
            // The agent's entry holds a context of its own class loader, and is passed over
            if (value instanceof Context context
                    && !LangfuseContext.KEY.equals(candidate)
                    && KEY_TEXT.equals(candidate.toString())) {
                key = candidate;
                found = context;
            }
        }
    }
}
