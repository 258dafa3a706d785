package dev.vitrine.reactor.trace;

import dev.vitrine.trace.ObservationIds;
import dev.vitrine.trace.TraceContext;
import dev.vitrine.trace.TraceIds;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parent that a known trace gives: the one that is named, else one that is made up. */
final class RemoteParent {
    private static final Logger log = LoggerFactory.getLogger(Tracing.class);

    private RemoteParent() {}

    /** Null where the trace id is missing, or not valid. */
    static @Nullable SpanContext of(@Nullable TraceContext context) {
        String traceId = context == null ? null : context.traceId();
        if (context == null || traceId == null || traceId.isEmpty()) {
            return null;
        }
        if (!TraceIds.isValid(traceId)) {
            log.warn(
                    "Trace id ignored: it must be 32 lower-case hexadecimal digits, not {} characters",
                    traceId.length());
            return null;
        }
        return SpanContext.create(traceId, parentId(context), TraceFlags.getSampled(), TraceState.getDefault());
    }

    private static String parentId(TraceContext context) {
        String parent = context.parentObservationId();
        if (parent == null || parent.isEmpty()) {
            return ObservationIds.random();
        }
        if (!ObservationIds.isValid(parent)) {
            log.warn(
                    "Parent observation id ignored: it must be 16 lower-case hexadecimal digits, not {} characters",
                    parent.length());
            return ObservationIds.random();
        }
        return parent;
    }
}
