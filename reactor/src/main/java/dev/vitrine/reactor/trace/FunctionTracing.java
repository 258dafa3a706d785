package dev.vitrine.reactor.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.trace.ObservationSpec;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Functions wrapped in an observation of their own. The argument becomes its input (two become a list) and what is
 * emitted its output, unless the spec or the client says otherwise. The function is called at each subscription.
 */
@CheckReturnValue
public interface FunctionTracing {

    /** Whether arguments and results are captured where a spec does not say; the client's setting. */
    default boolean capturesFunctions() {
        return false;
    }

    <R> Supplier<Mono<R>> observed(ObservationSpec spec, Supplier<? extends Mono<R>> function);

    <A, R> Function<A, Mono<R>> observed(ObservationSpec spec, Function<? super A, ? extends Mono<R>> function);

    <A, B, R> BiFunction<A, B, Mono<R>> observed(
            ObservationSpec spec, BiFunction<? super A, ? super B, ? extends Mono<R>> function);

    <R> Supplier<Flux<R>> observedMany(ObservationSpec spec, Supplier<? extends Publisher<R>> function);

    <A, R> Function<A, Flux<R>> observedMany(
            ObservationSpec spec, Function<? super A, ? extends Publisher<R>> function);

    <A, B, R> BiFunction<A, B, Flux<R>> observedMany(
            ObservationSpec spec, BiFunction<? super A, ? super B, ? extends Publisher<R>> function);

    /** {@link #observed(ObservationSpec, Supplier)} as a span. */
    default <R> Supplier<Mono<R>> observed(String name, Supplier<? extends Mono<R>> function) {
        return observed(ObservationSpec.span(name), function);
    }

    /** {@link #observed(ObservationSpec, Function)} as a span. */
    default <A, R> Function<A, Mono<R>> observed(String name, Function<? super A, ? extends Mono<R>> function) {
        return observed(ObservationSpec.span(name), function);
    }

    /** {@link #observed(ObservationSpec, BiFunction)} as a span. */
    default <A, B, R> BiFunction<A, B, Mono<R>> observed(
            String name, BiFunction<? super A, ? super B, ? extends Mono<R>> function) {
        return observed(ObservationSpec.span(name), function);
    }

    /** {@link #observedMany(ObservationSpec, Supplier)} as a span. */
    default <R> Supplier<Flux<R>> observedMany(String name, Supplier<? extends Publisher<R>> function) {
        return observedMany(ObservationSpec.span(name), function);
    }

    /** {@link #observedMany(ObservationSpec, Function)} as a span. */
    default <A, R> Function<A, Flux<R>> observedMany(
            String name, Function<? super A, ? extends Publisher<R>> function) {
        return observedMany(ObservationSpec.span(name), function);
    }

    /** {@link #observedMany(ObservationSpec, BiFunction)} as a span. */
    default <A, B, R> BiFunction<A, B, Flux<R>> observedMany(
            String name, BiFunction<? super A, ? super B, ? extends Publisher<R>> function) {
        return observedMany(ObservationSpec.span(name), function);
    }

    /**
     * {@code target} behind its interface, with each method observed that carries {@link Observe} there or in the target.
     * Methods that return a Mono, a Flux or another Publisher are called at each subscription; a CompletionStage is
     * observed until it completes; any other until it returns, while OpenTelemetry's current context is the observation's.
     *
     * @throws IllegalArgumentException if {@code type} is no interface
     */
    <I> I proxy(Class<I> type, I target);
}
