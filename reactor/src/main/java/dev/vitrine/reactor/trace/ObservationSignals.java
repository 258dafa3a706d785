package dev.vitrine.reactor.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.trace.ObservationSpec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.observability.DefaultSignalListener;
import reactor.core.observability.SignalListener;

/**
 * What {@link Tracing#observe} tells an observation, for work that is no publisher, such as Kotlin's coroutines: the
 * listener's {@code addToContext} makes the observation current, {@code doOnNext} captures, and {@code doOnComplete},
 * {@code doOnError} or {@code doOnCancel} end it as its spec has it. Of these only the first counts. None of them fails.
 */
@CheckReturnValue
public final class ObservationSignals {
    private ObservationSignals() {}

    /** Of work with one result or none, within an observation that {@link Tracing#startIn} made of {@code spec}. */
    public static <T> SignalListener<T> ofOne(Observation observation, ObservationSpec spec) {
        Objects.requireNonNull(observation, "observation");
        Objects.requireNonNull(spec, "spec");
        return observation instanceof DefaultObservation started ? new ObservedMono<>(started, spec) : new Ignored<>();
    }

    /** Of a stream; {@code capture} says what is kept of it, null for what the spec says. */
    public static <T> SignalListener<T> ofMany(
            Observation observation, ObservationSpec spec, @Nullable StreamCapture<? super T> capture) {
        Objects.requireNonNull(observation, "observation");
        Objects.requireNonNull(spec, "spec");
        return observation instanceof DefaultObservation started
                ? new ObservedFlux<>(started, spec, capture)
                : new Ignored<>();
    }

    /** Where nothing is recorded, nothing becomes current either. */
    private static final class Ignored<T> extends DefaultSignalListener<T> {}
}
