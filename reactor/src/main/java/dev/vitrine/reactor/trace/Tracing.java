package dev.vitrine.reactor.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationUpdate;
import dev.vitrine.trace.PropagatedAttributes;
import dev.vitrine.trace.TraceUpdate;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Observations around reactive work.
 *
 * <p>An observation is made at subscription: each subscription, repetition and retry has its own. Its parent is what is
 * current in the Reactor Context, whatever thread runs. It ends once: when the work completes, fails or is cancelled.
 * Demand, elements, order and errors of the work are not touched, and no failure of tracing reaches it.
 *
 * <p>Without keys, or with tracing off, the work runs with an observation that does nothing.
 */
@CheckReturnValue
public interface Tracing extends FunctionTracing {

    /**
     * The work's Mono within an observation, which is current for what the work assembles and subscribes to. What it
     * throws, and a null in place of a Mono, are error signals.
     *
     * @throws IllegalArgumentException if the spec is of an event
     */
    <T> Mono<T> observe(ObservationSpec spec, Function<? super Observation, ? extends Mono<T>> work);

    /** {@link #observe(ObservationSpec, Function)} as a span. */
    default <T> Mono<T> observe(String name, Function<? super Observation, ? extends Mono<T>> work) {
        return observe(ObservationSpec.span(name), work);
    }

    /**
     * The work's Flux within an observation that lasts until it terminates. For generations and embeddings the first
     * element marks the completion's start.
     *
     * @throws IllegalArgumentException if the spec is of an event
     */
    <T> Flux<T> observeMany(ObservationSpec spec, Function<? super Observation, ? extends Publisher<T>> work);

    /** {@link #observeMany(ObservationSpec, Function)} with what is kept of the stream. */
    <T> Flux<T> observeMany(
            ObservationSpec spec,
            StreamCapture<? super T> capture,
            Function<? super Observation, ? extends Publisher<T>> work);

    /** {@link #observeMany(ObservationSpec, Function)} as a span. */
    default <T> Flux<T> observeMany(String name, Function<? super Observation, ? extends Publisher<T>> work) {
        return observeMany(ObservationSpec.span(name), work);
    }

    /** For {@code transform}: what is above, a Mono or a Flux, within an observation. */
    <T> Function<Publisher<T>, Publisher<T>> traced(ObservationSpec spec);

    /** For {@code transform}: each element, or the list of them within the default limit, as the current observation's output. */
    <T> Function<Publisher<T>, Publisher<T>> captureOutput();

    /** {@link #captureOutput()} with what is kept of a stream. */
    <T> Function<Publisher<T>, Publisher<T>> captureOutput(StreamCapture<? super T> capture);

    /** For {@code transform}: changes the current observation by each element, such as its usage. */
    <T> Function<Publisher<T>, Publisher<T>> updatingCurrent(
            BiFunction<ObservationUpdate, ? super T, ObservationUpdate> change);

    /** Starts an observation that does not become current; its holder must end it. */
    Mono<Observation> start(ObservationSpec spec);

    /** {@link #start} for code that is not reactive: at once, in an OpenTelemetry context. */
    Observation startIn(Context context, ObservationSpec spec);

    /** Makes a point in time: when it is subscribed to. */
    Mono<Observation> event(ObservationSpec spec);

    /** {@link #event(ObservationSpec)} without more than a name. */
    default Mono<Observation> event(String name) {
        return event(ObservationSpec.event(name));
    }

    /** What is current, also a span that another library started, which is then not ended by us. Empty for nothing. */
    Mono<Observation> currentObservation();

    /** Empty, with a warning, where nothing is current. */
    Mono<String> currentTraceId();

    /** Empty, with a warning, where nothing is current. */
    Mono<String> currentObservationId();

    /** Changes what is current; its type stays. Only a warning where nothing is. Completes empty. */
    Mono<Void> updateCurrent(UnaryOperator<ObservationUpdate> change);

    /** {@link #updateCurrent}, with what only generations have: what is neither generation nor embedding becomes one. */
    Mono<Void> updateCurrentGeneration(UnaryOperator<ObservationUpdate> change);

    /** Writes attributes of the trace on what is current. Only a warning where nothing is. Completes empty. */
    Mono<Void> updateCurrentTrace(TraceUpdate update);

    /** {@code source} with attributes for the current observation and all below. */
    <T> Mono<T> withAttributes(PropagatedAttributes attributes, Mono<T> source);

    /** {@link #withAttributes(PropagatedAttributes, Mono)} for many. */
    <T> Flux<T> withAttributesMany(PropagatedAttributes attributes, Publisher<T> source);

    /** Where the current trace is shown; empty without one, for a disabled client, and where the project has no id. */
    Mono<String> traceUrl();

    /** Where a trace is shown. The project's id is asked for once. */
    Mono<String> traceUrl(String traceId);

    /** Whether observations are recorded at all. */
    boolean isEnabled();

    TracingMetrics metrics();

    /** What became of the media in inputs, outputs and metadata. */
    TraceMediaMetrics mediaMetrics();

    /**
     * Completes when the spans that had ended before, and the media in them, are delivered, or given up. Delivered is not yet readable: the
     * platform takes some seconds. Never fails.
     */
    Mono<Void> flush();

    /** {@link #flush()} with a limit: then it signals a {@link java.util.concurrent.TimeoutException}, and work goes on. */
    Mono<Void> flush(Duration timeout);
}
