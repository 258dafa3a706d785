package dev.vitrine.reactor.trace;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Which span is the first of its trace that the platform sees: its parent is not exported, and no service before it has
 * claimed the trace in the baggage.
 *
 * @param isAppRoot whether the span is to be marked
 * @param claims the trace id to be claimed in the baggage; null where it is already
 */
record AppRoot(boolean isAppRoot, @Nullable String claims) {
    static final String CLAIM = "langfuse_trace_id";
    private static final AppRoot NO = new AppRoot(false, null);

    /** @param explicit whether the trace was given, so that the span is the logical root anyway */
    static AppRoot of(TracingCore.Identity identity, Context parent, boolean explicit, SpanContext span) {
        boolean claimed = isClaimed(parent, span.getTraceId());
        if (claimed || !span.isValid()) {
            return NO;
        }
        DefaultObservation observation = parent.get(LangfuseContext.OBSERVATION);
        boolean below = observation != null && observation.span == Span.fromContext(parent);
        // With the application's own provider its processor decides, which knows what else is exported
        return new AppRoot(identity.ownProvider() && !explicit && !below, span.getTraceId());
    }

    static boolean isClaimed(Context context, String traceId) {
        Baggage baggage = Baggage.fromContext(context);
        return !baggage.isEmpty() && traceId.equalsIgnoreCase(baggage.getEntryValue(CLAIM));
    }

    /** {@code context} with the claim. */
    Context claim(Context context) {
        if (claims == null) {
            return context;
        }
        Baggage given = Baggage.fromContext(context);
        return context.with(
                given.isEmpty()
                        ? new ClaimedBaggage(claims)
                        : given.toBuilder().put(CLAIM, claims).build());
    }
}
