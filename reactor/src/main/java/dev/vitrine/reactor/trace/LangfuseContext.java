package dev.vitrine.reactor.trace;

import dev.vitrine.trace.PropagatedAttributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The one entry of the Reactor Context under which tracing keeps its state: an OpenTelemetry {@link Context} with the
 * current span, the baggage, the propagated attributes and the project. Nothing is kept in a thread.
 */
public final class LangfuseContext {
    /** The entry's key. Its value is an OpenTelemetry {@link Context}. */
    public static final String KEY = "dev.vitrine.trace.context";

    static final ContextKey<DefaultObservation> OBSERVATION = ContextKey.named("dev.vitrine.trace.observation");
    static final ContextKey<PropagatedAttributes> PROPAGATED = ContextKey.named("dev.vitrine.trace.propagated");
    private static final ContextKey<String> PROJECT = ContextKey.named("dev.vitrine.trace.project");

    private LangfuseContext() {}

    /**
     * The OpenTelemetry context that holds here: this library's entry, else that of OpenTelemetry's Reactor
     * instrumentation, else {@link Context#current()}. To be called at subscription, as in {@code Mono.deferContextual}.
     */
    public static Context otel(ContextView view) {
        Object own = view.getOrDefault(KEY, null);
        if (own instanceof Context context) {
            return context;
        }
        Context instrumented = ReactorInstrumentation.context(view);
        return instrumented != null ? instrumented : Context.current();
    }

    /** {@code view} with this OpenTelemetry context, such as that of an incoming request, for {@code contextWrite}. */
    public static reactor.util.context.Context with(reactor.util.context.Context view, Context context) {
        return ReactorInstrumentation.update(view.put(KEY, Objects.requireNonNull(context, "context")), context);
    }

    /** For {@code contextWrite}: what is above belongs to this OpenTelemetry context. */
    public static Function<reactor.util.context.Context, reactor.util.context.Context> of(Context context) {
        Objects.requireNonNull(context, "context");
        return view -> with(view, context);
    }

    /** For {@code contextWrite}: what is above belongs to the project with this public key; null changes nothing. */
    public static Function<reactor.util.context.Context, reactor.util.context.Context> withProject(
            @Nullable String publicKey) {
        return view -> publicKey == null ? view : with(view, otel(view).with(PROJECT, publicKey));
    }

    /** The public key of the project that was chosen for what runs here. */
    public static Optional<String> project(ContextView view) {
        return Optional.ofNullable(otel(view).get(PROJECT));
    }

    /**
     * Assembles a publisher, at each subscription, while OpenTelemetry's current context is the one that holds here: for
     * instrumented clients (WebClient, R2DBC) that look for their parent there. The thread is as before once {@code
     * assembly} returns; what is emitted later runs without it.
     */
    public static <T> Mono<T> makingCurrent(Supplier<? extends Mono<T>> assembly) {
        Objects.requireNonNull(assembly, "assembly");
        return Mono.deferContextual(view -> {
            try (Scope ignored = otel(view).makeCurrent()) {
                return assembly.get();
            }
        });
    }

    /** {@link #makingCurrent} for a publisher of many. */
    public static <T> Flux<T> makingCurrentMany(Supplier<? extends Publisher<T>> assembly) {
        Objects.requireNonNull(assembly, "assembly");
        return Flux.deferContextual(view -> {
            try (Scope ignored = otel(view).makeCurrent()) {
                return assembly.get();
            }
        });
    }
}
