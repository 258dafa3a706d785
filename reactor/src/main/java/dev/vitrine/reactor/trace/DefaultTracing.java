package dev.vitrine.reactor.trace;

import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationUpdate;
import dev.vitrine.trace.PropagatedAttributes;
import dev.vitrine.trace.TraceUpdate;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Tracing of a client that has keys. */
final class DefaultTracing extends ObservedFunctions {
    private static final Logger log = LoggerFactory.getLogger(Tracing.class);

    private final TracingCore core;
    private final TraceDelivery delivery;
    private final TraceUrls urls;

    DefaultTracing(TracingCore core, TraceDelivery delivery, TraceUrls urls, boolean captureIo) {
        super(captureIo);
        this.core = core;
        this.delivery = delivery;
        this.urls = urls;
    }

    @Override
    public <T> Mono<T> observe(ObservationSpec spec, Function<? super Observation, ? extends Mono<T>> work) {
        return core.observe(spec, work, null);
    }

    @Override
    public <T> Flux<T> observeMany(ObservationSpec spec, Function<? super Observation, ? extends Publisher<T>> work) {
        return core.observeMany(spec, work, null, null);
    }

    @Override
    public <T> Flux<T> observeMany(
            ObservationSpec spec,
            StreamCapture<? super T> capture,
            Function<? super Observation, ? extends Publisher<T>> work) {
        return core.observeMany(spec, work, Objects.requireNonNull(capture, "capture"), null);
    }

    @Override
    public <T> Function<Publisher<T>, Publisher<T>> traced(ObservationSpec spec) {
        Work.requireObservable(spec, source -> source);
        return source -> source instanceof Mono<T> one
                ? observe(spec, observation -> one)
                : observeMany(spec, observation -> source);
    }

    @Override
    public <T> Function<Publisher<T>, Publisher<T>> captureOutput() {
        return captureOutput(StreamCapture.items());
    }

    @Override
    public <T> Function<Publisher<T>, Publisher<T>> captureOutput(StreamCapture<? super T> capture) {
        Objects.requireNonNull(capture, "capture");
        return source -> {
            if (source instanceof Mono<T> one) {
                return captured(one, capture);
            }
            return Flux.deferContextual(view -> {
                DefaultObservation current = recordingOrNull(view);
                Flux<T> many = Flux.from(source);
                return current == null ? many : many.tap(() -> new CapturedFlux<>(current, capture));
            });
        };
    }

    private <T> Mono<T> captured(Mono<T> source, StreamCapture<? super T> capture) {
        return Mono.deferContextual(view -> {
            DefaultObservation current = recordingOrNull(view);
            return current == null ? source : source.tap(() -> new CapturedMono<>(current, capture));
        });
    }

    @Override
    public <T> Function<Publisher<T>, Publisher<T>> updatingCurrent(
            BiFunction<ObservationUpdate, ? super T, ObservationUpdate> change) {
        Objects.requireNonNull(change, "change");
        return source -> source instanceof Mono<T> one
                ? Mono.deferContextual(view -> one.doOnNext(updater(view, change)))
                : Flux.deferContextual(view -> Flux.from(source).doOnNext(updater(view, change)));
    }

    private <T> Consumer<T> updater(
            ContextView view, BiFunction<ObservationUpdate, ? super T, ObservationUpdate> change) {
        DefaultObservation current = recordingOrNull(view);
        return value -> {
            if (current != null) {
                core.safely("written", () -> current.update(change.apply(ObservationUpdate.none(), value)));
            }
        };
    }

    @Override
    public Mono<Observation> start(ObservationSpec spec) {
        Work.requireObservable(spec, observation -> observation);
        return Mono.deferContextual(view -> Mono.just(core.start(spec, LangfuseContext.otel(view))));
    }

    @Override
    public Observation startIn(Context context, ObservationSpec spec) {
        Objects.requireNonNull(context, "context");
        Work.requireObservable(spec, observation -> observation);
        return core.start(spec, context);
    }

    @Override
    public Mono<Observation> event(ObservationSpec spec) {
        TracingCore.requireEvent(spec);
        return Mono.deferContextual(view -> Mono.just(core.start(spec, LangfuseContext.otel(view))));
    }

    @Override
    public Mono<Observation> currentObservation() {
        return Mono.deferContextual(view -> Mono.<Observation>justOrEmpty(currentOrNull(view)));
    }

    @Override
    public Mono<String> currentTraceId() {
        return current("id of the current trace").map(DefaultObservation::traceId);
    }

    @Override
    public Mono<String> currentObservationId() {
        return current("id of the current observation").map(DefaultObservation::id);
    }

    @Override
    public Mono<Void> updateCurrent(UnaryOperator<ObservationUpdate> change) {
        Objects.requireNonNull(change, "change");
        return changeCurrent(current -> current.update(change));
    }

    @Override
    public Mono<Void> updateCurrentGeneration(UnaryOperator<ObservationUpdate> change) {
        Objects.requireNonNull(change, "change");
        return changeCurrent(current -> current.updateGeneration(change.apply(ObservationUpdate.none())));
    }

    @Override
    public Mono<Void> updateCurrentTrace(TraceUpdate update) {
        Objects.requireNonNull(update, "update");
        return changeCurrent(current -> current.updateTrace(update));
    }

    @Override
    public <T> Mono<T> withAttributes(PropagatedAttributes attributes, Mono<T> source) {
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(source, "source");
        return Mono.deferContextual(view -> {
            stamp(view, attributes);
            return source.contextWrite(Propagation.with(attributes));
        });
    }

    @Override
    public <T> Flux<T> withAttributesMany(PropagatedAttributes attributes, Publisher<T> source) {
        Objects.requireNonNull(attributes, "attributes");
        Objects.requireNonNull(source, "source");
        return Flux.deferContextual(view -> {
            stamp(view, attributes);
            return Flux.from(source).contextWrite(Propagation.with(attributes));
        });
    }

    private void stamp(ContextView view, PropagatedAttributes attributes) {
        DefaultObservation current = recordingOrNull(view);
        if (current != null) {
            PropagatedAttributes outer = LangfuseContext.otel(view).get(LangfuseContext.PROPAGATED);
            core.safely("written", () -> (outer == null ? attributes : attributes.within(outer)).write(current.sink()));
        }
    }

    @Override
    public Mono<String> traceUrl() {
        return currentTraceId().flatMap(this::traceUrl);
    }

    @Override
    public Mono<String> traceUrl(String traceId) {
        return urls.of(Objects.requireNonNull(traceId, "traceId"));
    }

    @Override
    public boolean isEnabled() {
        return true;
    }

    @Override
    public TracingMetrics metrics() {
        return delivery.metrics();
    }

    @Override
    public TraceMediaMetrics mediaMetrics() {
        return delivery.mediaMetrics();
    }

    @Override
    public Mono<Void> flush() {
        return delivery.flush();
    }

    @Override
    public Mono<Void> flush(Duration timeout) {
        return delivery.flush(timeout);
    }

    private Mono<Void> changeCurrent(Consumer<DefaultObservation> change) {
        return current("change of the current observation")
                .doOnNext(observation -> core.safely("written", () -> change.accept(observation)))
                .then();
    }

    private Mono<DefaultObservation> current(String wanted) {
        return Mono.deferContextual(view -> {
            DefaultObservation current = currentOrNull(view);
            if (current == null) {
                log.warn("No {}: there is no observation here. Is it part of the chain within observe?", wanted);
            }
            return Mono.justOrEmpty(current);
        });
    }

    private @Nullable DefaultObservation currentOrNull(ContextView view) {
        return core.current(LangfuseContext.otel(view));
    }

    private @Nullable DefaultObservation recordingOrNull(ContextView view) {
        DefaultObservation current = currentOrNull(view);
        return current != null && current.isRecording() ? current : null;
    }
}
