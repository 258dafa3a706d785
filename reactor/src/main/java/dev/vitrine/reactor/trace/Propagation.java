package dev.vitrine.reactor.trace;

import dev.vitrine.trace.PropagatedAttributes;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * What observations inherit, for {@code contextWrite}: {@code chain.filter(exchange).contextWrite(Propagation.with(a ->
 * a.userId("u1")))}. It holds for what is above in the chain and is gone outside.
 */
public final class Propagation {
    private static final TextMapPropagator W3C =
            TextMapPropagator.composite(W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());

    private Propagation() {}

    /** These attributes, within those that hold already. Evaluated at subscription. */
    public static Function<reactor.util.context.Context, reactor.util.context.Context> with(
            PropagatedAttributes attributes) {
        Objects.requireNonNull(attributes, "attributes");
        return view -> LangfuseContext.with(view, enter(LangfuseContext.otel(view), attributes));
    }

    /** {@link #with(PropagatedAttributes)}, made from none. */
    public static Function<reactor.util.context.Context, reactor.util.context.Context> with(
            UnaryOperator<PropagatedAttributes> attributes) {
        return with(attributes.apply(PropagatedAttributes.none()));
    }

    /**
     * Continues the trace of an incoming request: its W3C {@code traceparent}, {@code tracestate} and {@code baggage}.
     * Without a trace in it nothing changes but the baggage.
     *
     * @param header the value of a header by its lower-case name, null for none
     */
    public static Function<reactor.util.context.Context, reactor.util.context.Context> incoming(
            Function<String, @Nullable String> header) {
        Objects.requireNonNull(header, "header");
        return view -> {
            Context context = LangfuseContext.otel(view);
            Context continued = W3C.extract(context, header, Headers.GETTER);
            return continued == context ? view : LangfuseContext.with(view, continued);
        };
    }

    /**
     * The W3C headers by which the service that is called next continues this trace; empty outside of one. Baggage among
     * them is seen by whoever is called.
     */
    public static Map<String, String> outgoing(ContextView view) {
        Map<String, String> headers = new LinkedHashMap<>();
        W3C.inject(LangfuseContext.otel(view), headers, Map::put);
        return headers;
    }

    /** {@code context} with the attributes merged in, and their baggage. */
    static Context enter(Context context, PropagatedAttributes attributes) {
        PropagatedAttributes outer = context.get(LangfuseContext.PROPAGATED);
        PropagatedAttributes merged = outer == null ? attributes : attributes.within(outer);
        Context entered = context.with(LangfuseContext.PROPAGATED, merged);
        if (!attributes.asBaggage()) {
            return entered;
        }
        BaggageBuilder baggage = Baggage.fromContext(context).toBuilder();
        merged.toBaggage(attributes).forEach(baggage::put);
        return entered.with(baggage.build());
    }

    static Map<String, String> entries(Baggage baggage) {
        Map<String, String> entries = new LinkedHashMap<>();
        baggage.forEach((name, entry) -> entries.put(name, entry.getValue()));
        return entries;
    }

    private enum Headers implements TextMapGetter<Function<String, @Nullable String>> {
        GETTER;

        @Override
        public Iterable<String> keys(Function<String, @Nullable String> carrier) {
            return List.of("traceparent", "tracestate", "baggage");
        }

        @Override
        public @Nullable String get(@Nullable Function<String, @Nullable String> carrier, String key) {
            return carrier == null ? null : carrier.apply(key);
        }
    }
}
