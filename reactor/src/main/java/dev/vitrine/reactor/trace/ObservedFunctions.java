package dev.vitrine.reactor.trace;

import dev.vitrine.trace.ObservationSpec;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Wrapped functions, in terms of the rest of {@link Tracing}. */
abstract class ObservedFunctions implements Tracing {
    private final boolean captureIo;

    ObservedFunctions(boolean captureIo) {
        this.captureIo = captureIo;
    }

    @Override
    public boolean capturesFunctions() {
        return captureIo;
    }

    @Override
    public <R> Supplier<Mono<R>> observed(ObservationSpec spec, Supplier<? extends Mono<R>> function) {
        Work.requireObservable(spec, call -> function);
        Objects.requireNonNull(function, "function");
        ObservationSpec withOutput = capturing(spec, null);
        return () -> observe(withOutput, observation -> function.get());
    }

    @Override
    public <A, R> Function<A, Mono<R>> observed(ObservationSpec spec, Function<? super A, ? extends Mono<R>> function) {
        Work.requireObservable(spec, call -> function);
        Objects.requireNonNull(function, "function");
        return a -> observe(capturing(spec, a), observation -> function.apply(a));
    }

    @Override
    public <A, B, R> BiFunction<A, B, Mono<R>> observed(
            ObservationSpec spec, BiFunction<? super A, ? super B, ? extends Mono<R>> function) {
        Work.requireObservable(spec, call -> function);
        Objects.requireNonNull(function, "function");
        return (a, b) -> observe(capturing(spec, Arrays.asList(a, b)), observation -> function.apply(a, b));
    }

    @Override
    public <R> Supplier<Flux<R>> observedMany(ObservationSpec spec, Supplier<? extends Publisher<R>> function) {
        Work.requireObservable(spec, call -> function);
        Objects.requireNonNull(function, "function");
        ObservationSpec withOutput = capturing(spec, null);
        return () -> observeMany(withOutput, observation -> function.get());
    }

    @Override
    public <A, R> Function<A, Flux<R>> observedMany(
            ObservationSpec spec, Function<? super A, ? extends Publisher<R>> function) {
        Work.requireObservable(spec, call -> function);
        Objects.requireNonNull(function, "function");
        return a -> observeMany(capturing(spec, a), observation -> function.apply(a));
    }

    @Override
    public <A, B, R> BiFunction<A, B, Flux<R>> observedMany(
            ObservationSpec spec, BiFunction<? super A, ? super B, ? extends Publisher<R>> function) {
        Work.requireObservable(spec, call -> function);
        Objects.requireNonNull(function, "function");
        return (a, b) -> observeMany(capturing(spec, Arrays.asList(a, b)), observation -> function.apply(a, b));
    }

    @Override
    public <I> I proxy(Class<I> type, I target) {
        return ObservingProxy.create(this, type, target);
    }

    /** The spec of one call. An input that the spec has already stays. */
    ObservationSpec capturing(ObservationSpec spec, @Nullable Object input) {
        ObservationSpec result = spec.captureOutput(spec.captureOutput().orElse(captureIo));
        boolean capture = spec.captureInput().orElse(captureIo) && spec.data().input() == null;
        return capture && input != null ? result.input(input) : result;
    }
}
