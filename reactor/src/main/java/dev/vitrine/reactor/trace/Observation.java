package dev.vitrine.reactor.trace;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationType;
import dev.vitrine.trace.ObservationUpdate;
import dev.vitrine.trace.TraceUpdate;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An observation under way. Thread-safe. Its methods work in memory, at once, and never fail: after its end, when it is
 * not sampled and on a disabled client they do nothing.
 */
@CheckReturnValue
public interface Observation {

    /** The trace's id; all zeros on a disabled client. */
    String traceId();

    /** This observation's id; all zeros on a disabled client. */
    String id();

    ObservationType type();

    /** False when it is not sampled, has ended, or belongs to a disabled client: nothing that is written is kept. */
    boolean isRecording();

    /** The OpenTelemetry context in which this observation is current. */
    Context context();

    /** Applies {@code change} to an empty update, and that to this observation. An event cannot be changed. */
    @CanIgnoreReturnValue
    default Observation update(UnaryOperator<ObservationUpdate> change) {
        return update(change.apply(ObservationUpdate.none()));
    }

    /** Writes what is given; a later value replaces an earlier one, metadata by key. */
    @CanIgnoreReturnValue
    Observation update(ObservationUpdate update);

    /** Writes attributes of the trace on this observation. */
    @CanIgnoreReturnValue
    Observation updateTrace(TraceUpdate update);

    /** Marks it as failed: level, message, status and an exception event. Does not end it. */
    @CanIgnoreReturnValue
    Observation fail(Throwable error);

    /** Starts a child, which its holder must end. What is current does not change. An event is ended at once. */
    Observation child(ObservationSpec spec);

    /** Makes a child that is a point in time: now. The spec's type must be event. */
    @CanIgnoreReturnValue
    Observation event(ObservationSpec spec);

    /** {@link Tracing#observe(ObservationSpec, Function)} as a child of this observation, whatever is current. */
    <T> Mono<T> observe(ObservationSpec spec, Function<? super Observation, ? extends Mono<T>> work);

    /** {@link Tracing#observeMany(ObservationSpec, Function)} as a child of this observation, whatever is current. */
    <T> Flux<T> observeMany(ObservationSpec spec, Function<? super Observation, ? extends Publisher<T>> work);

    /** Ends it now. Only the first end counts. */
    @CanIgnoreReturnValue
    Observation end();

    /** Ends it at {@code time}. Only the first end counts. */
    @CanIgnoreReturnValue
    Observation end(Instant time);
}
