package dev.vitrine.reactor.trace;

import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationType;
import io.opentelemetry.context.Scope;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls a work function so that what it throws, and a publisher that it does not give, become error signals. */
final class Work {
    private Work() {}

    static void requireObservable(ObservationSpec spec, Function<?, ?> work) {
        Objects.requireNonNull(spec, "spec");
        Objects.requireNonNull(work, "work");
        if (spec.type() == ObservationType.EVENT) {
            throw new IllegalArgumentException(
                    "spec of an event cannot be observed: an event has no duration; use event(spec)");
        }
    }

    static <T> Mono<T> assemble(
            ObservationSpec spec, Function<? super Observation, ? extends Mono<T>> work, Observation observation) {
        try {
            Mono<T> assembled = call(spec, work, observation);
            return assembled != null ? assembled : Mono.error(nothing(spec));
        } catch (Throwable e) {
            endIfFatal(e, observation);
            return Mono.error(e);
        }
    }

    static <T> Flux<T> assembleMany(
            ObservationSpec spec, Function<? super Observation, ? extends Publisher<T>> work, Observation observation) {
        try {
            Publisher<T> assembled = call(spec, work, observation);
            return assembled != null ? Flux.from(assembled) : Flux.error(nothing(spec));
        } catch (Throwable e) {
            endIfFatal(e, observation);
            return Flux.error(e);
        }
    }

    private static <P> P call(
            ObservationSpec spec, Function<? super Observation, ? extends P> work, Observation observation) {
        if (!spec.currentWhileAssembling()) {
            return work.apply(observation);
        }
        try (Scope ignored = observation.context().makeCurrent()) {
            return work.apply(observation);
        }
    }

    private static void endIfFatal(Throwable error, Observation observation) {
        if (Exceptions.isJvmFatal(error)) {
            observation.fail(error).end();
            Exceptions.throwIfJvmFatal(error);
        }
    }

    private static NullPointerException nothing(ObservationSpec spec) {
        return new NullPointerException("work of observation '" + spec.name() + "' returned no publisher");
    }
}
