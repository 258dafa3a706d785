package dev.vitrine.reactor.trace;

import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationUpdate;
import dev.vitrine.trace.PropagatedAttributes;
import dev.vitrine.trace.TraceUpdate;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs all work as it is. */
final class DisabledTracing extends ObservedFunctions {
    private static final Logger log = LoggerFactory.getLogger(Tracing.class);

    private final @Nullable TraceUrls urls;

    /** @param urls null without keys; with them, traces made elsewhere can still be shown */
    DisabledTracing(@Nullable TraceUrls urls) {
        super(false);
        this.urls = urls;
    }

    @Override
    public <T> Mono<T> observe(ObservationSpec spec, Function<? super Observation, ? extends Mono<T>> work) {
        return NoopObservation.mono(spec, work);
    }

    @Override
    public <T> Flux<T> observeMany(ObservationSpec spec, Function<? super Observation, ? extends Publisher<T>> work) {
        return NoopObservation.flux(spec, work);
    }

    @Override
    public <T> Flux<T> observeMany(
            ObservationSpec spec,
            StreamCapture<? super T> capture,
            Function<? super Observation, ? extends Publisher<T>> work) {
        Objects.requireNonNull(capture, "capture");
        return NoopObservation.flux(spec, work);
    }

    @Override
    public <T> Function<Publisher<T>, Publisher<T>> traced(ObservationSpec spec) {
        Work.requireObservable(spec, source -> source);
        return source -> source;
    }

    @Override
    public <T> Function<Publisher<T>, Publisher<T>> captureOutput() {
        return source -> source;
    }

    @Override
    public <T> Function<Publisher<T>, Publisher<T>> captureOutput(StreamCapture<? super T> capture) {
        Objects.requireNonNull(capture, "capture");
        return source -> source;
    }

    @Override
    public <T> Function<Publisher<T>, Publisher<T>> updatingCurrent(
            BiFunction<ObservationUpdate, ? super T, ObservationUpdate> change) {
        Objects.requireNonNull(change, "change");
        return source -> source;
    }

    @Override
    public Mono<Observation> start(ObservationSpec spec) {
        Work.requireObservable(spec, observation -> observation);
        return Mono.just(new NoopObservation(spec.type()));
    }

    @Override
    public Observation startIn(Context context, ObservationSpec spec) {
        Objects.requireNonNull(context, "context");
        Work.requireObservable(spec, observation -> observation);
        return new NoopObservation(spec.type());
    }

    @Override
    public Mono<Observation> event(ObservationSpec spec) {
        return Mono.just(new NoopObservation(TracingCore.requireEvent(spec).type()));
    }

    @Override
    public Mono<Observation> currentObservation() {
        return Mono.empty();
    }

    @Override
    public Mono<String> currentTraceId() {
        return Mono.empty();
    }

    @Override
    public Mono<String> currentObservationId() {
        return Mono.empty();
    }

    @Override
    public Mono<Void> updateCurrent(UnaryOperator<ObservationUpdate> change) {
        Objects.requireNonNull(change, "change");
        return skipped();
    }

    @Override
    public Mono<Void> updateCurrentGeneration(UnaryOperator<ObservationUpdate> change) {
        Objects.requireNonNull(change, "change");
        return skipped();
    }

    @Override
    public Mono<Void> updateCurrentTrace(TraceUpdate update) {
        Objects.requireNonNull(update, "update");
        return skipped();
    }

    private static Mono<Void> skipped() {
        return Mono.fromRunnable(() -> log.debug("Tracing is off: nothing to change"));
    }

    @Override
    public <T> Mono<T> withAttributes(PropagatedAttributes attributes, Mono<T> source) {
        Objects.requireNonNull(attributes, "attributes");
        return Objects.requireNonNull(source, "source");
    }

    @Override
    public <T> Flux<T> withAttributesMany(PropagatedAttributes attributes, Publisher<T> source) {
        Objects.requireNonNull(attributes, "attributes");
        return Flux.from(Objects.requireNonNull(source, "source"));
    }

    @Override
    public Mono<String> traceUrl() {
        return Mono.empty();
    }

    @Override
    public Mono<String> traceUrl(String traceId) {
        Objects.requireNonNull(traceId, "traceId");
        return urls == null ? Mono.empty() : urls.of(traceId);
    }

    @Override
    public boolean isEnabled() {
        return false;
    }

    @Override
    public TracingMetrics metrics() {
        return TracingMetrics.NONE;
    }

    @Override
    public TraceMediaMetrics mediaMetrics() {
        return TraceMediaMetrics.NONE;
    }

    @Override
    public Mono<Void> flush() {
        return Mono.empty();
    }

    @Override
    public Mono<Void> flush(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        return Mono.empty();
    }
}
