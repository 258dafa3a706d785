package dev.vitrine.reactor.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationType;
import dev.vitrine.trace.PropagatedAttributes;
import io.opentelemetry.api.trace.Span;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** What experiments need of tracing beyond {@link Tracing}. Not for users. */
@CheckReturnValue
public final class ExperimentTracing {
    private final Tracing tracing;
    private final @Nullable TracingCore core;
    private final @Nullable TraceDelivery delivery;

    /** @param delivery null where tracing is off */
    ExperimentTracing(Tracing tracing, @Nullable TraceDelivery delivery) {
        this.tracing = tracing;
        this.core = delivery == null ? null : delivery.core();
        this.delivery = delivery;
    }

    public Tracing tracing() {
        return tracing;
    }

    /**
     * For {@code contextWrite}: what is above begins traces of its own. The attributes and the baggage that hold in {@code
     * view} still do.
     */
    public static Function<Context, Context> newTraces(ContextView view) {
        return LangfuseContext.of(LangfuseContext.otel(view).with(Span.getInvalid()));
    }

    /** Writes an item's attributes on an observation that was started before they were known. Never fails. */
    public void describe(
            Observation observation,
            PropagatedAttributes attributes,
            @Nullable String description,
            @Nullable Object expectedOutput) {
        if (core == null || !(observation instanceof DefaultObservation own) || !own.isRecording()) {
            return;
        }
        core.safely("written", () -> {
            attributes.write(own.sink());
            if (description != null) {
                own.sink().put(LangfuseAttributes.EXPERIMENT_DESCRIPTION, description);
            }
            core.values.write(
                    own, TraceField.OUTPUT, LangfuseAttributes.EXPERIMENT_ITEM_EXPECTED_OUTPUT, expectedOutput);
        });
    }

    /** Metadata as the client's mask leaves them; null for null. */
    public @Nullable Object maskedMetadata(@Nullable Object metadata) {
        return core == null || metadata == null
                ? metadata
                : core.values.masked(TraceField.METADATA, ObservationType.SPAN, metadata);
    }

    /**
     * Empty at once while the queue of spans is at most half full; else waits, at most for {@code limit}, until what is in
     * it was exported or given up. Never fails.
     */
    public Mono<Void> waitForRoom(Duration limit) {
        return delivery == null ? Mono.empty() : delivery.waitForRoom(limit);
    }
}
