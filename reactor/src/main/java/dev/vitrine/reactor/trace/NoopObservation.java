package dev.vitrine.reactor.trace;

import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationType;
import dev.vitrine.trace.ObservationUpdate;
import dev.vitrine.trace.TraceUpdate;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What work is given where nothing is observed. */
record NoopObservation(ObservationType type) implements Observation {
    @Override
    public String traceId() {
        return TraceId.getInvalid();
    }

    @Override
    public String id() {
        return SpanId.getInvalid();
    }

    @Override
    public boolean isRecording() {
        return false;
    }

    @Override
    public Context context() {
        return Context.current();
    }

    @Override
    public Observation update(UnaryOperator<ObservationUpdate> change) {
        return this;
    }

    @Override
    public Observation update(ObservationUpdate update) {
        return this;
    }

    @Override
    public Observation updateTrace(TraceUpdate update) {
        return this;
    }

    @Override
    public Observation fail(Throwable error) {
        return this;
    }

    @Override
    public Observation child(ObservationSpec spec) {
        return new NoopObservation(spec.type());
    }

    @Override
    public Observation event(ObservationSpec spec) {
        return new NoopObservation(TracingCore.requireEvent(spec).type());
    }

    @Override
    public <T> Mono<T> observe(ObservationSpec spec, Function<? super Observation, ? extends Mono<T>> work) {
        return mono(spec, work);
    }

    @Override
    public <T> Flux<T> observeMany(ObservationSpec spec, Function<? super Observation, ? extends Publisher<T>> work) {
        return flux(spec, work);
    }

    static <T> Mono<T> mono(ObservationSpec spec, Function<? super Observation, ? extends Mono<T>> work) {
        Work.requireObservable(spec, work);
        return Mono.defer(() -> Work.assemble(spec, work, new NoopObservation(spec.type())));
    }

    static <T> Flux<T> flux(ObservationSpec spec, Function<? super Observation, ? extends Publisher<T>> work) {
        Work.requireObservable(spec, work);
        return Flux.defer(() -> Work.assembleMany(spec, work, new NoopObservation(spec.type())));
    }

    @Override
    public Observation end() {
        return this;
    }

    @Override
    public Observation end(Instant time) {
        return this;
    }
}
