package dev.vitrine.reactor.trace;

import dev.vitrine.json.JsonEncoder;
import dev.vitrine.trace.AttributeEncoder;
import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationType;
import dev.vitrine.trace.PropagatedAttributes;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Starts observations and puts them around work. One a client. */
final class TracingCore {
    private static final Logger log = LoggerFactory.getLogger(Tracing.class);

    final AttributeEncoder encoder;
    final ValueWriter values;
    private final Tracer tracer;
    private final Identity identity;
    private final Clock clock;
    private final LongAdder started = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean warned = new AtomicBoolean();

    TracingCore(
            Tracer tracer,
            Identity identity,
            TraceMedia media,
            @Nullable MaskFunction mask,
            Clock clock,
            LeftMedia left) {
        this.encoder = new AttributeEncoder(JsonEncoder.lenient(), left);
        this.tracer = tracer;
        this.identity = identity;
        this.values = new ValueWriter(media, mask, encoder);
        this.clock = clock;
    }

    /**
     * What each span says of its client.
     *
     * @param project its public key
     * @param ownProvider whether spans go to a provider that no other instrumentation has
     */
    record Identity(
            String project,
            @Nullable String environment,
            @Nullable String release,
            boolean ownProvider) {}

    static ObservationSpec requireEvent(ObservationSpec spec) {
        Objects.requireNonNull(spec, "spec");
        if (spec.type() != ObservationType.EVENT) {
            throw new IllegalArgumentException(
                    "spec must be of an event, not " + spec.type().wireValue());
        }
        return spec;
    }

    <T> Mono<T> observe(
            ObservationSpec spec,
            Function<? super Observation, ? extends Mono<T>> work,
            @Nullable DefaultObservation parent) {
        Work.requireObservable(spec, work);
        return Mono.deferContextual(view -> {
            Observation observation = start(spec, ambient(view, parent));
            Mono<T> assembled = Work.assemble(spec, work, observation);
            return observation instanceof DefaultObservation started
                    ? assembled.tap(() -> new ObservedMono<>(started, spec))
                    : assembled;
        });
    }

    <T> Flux<T> observeMany(
            ObservationSpec spec,
            Function<? super Observation, ? extends Publisher<T>> work,
            @Nullable StreamCapture<? super T> capture,
            @Nullable DefaultObservation parent) {
        Work.requireObservable(spec, work);
        return Flux.deferContextual(view -> {
            Observation observation = start(spec, ambient(view, parent));
            Flux<T> assembled = Work.assembleMany(spec, work, observation);
            return observation instanceof DefaultObservation started
                    ? assembled.tap(() -> new ObservedFlux<>(started, spec, capture))
                    : assembled;
        });
    }

    private static Context ambient(ContextView view, @Nullable DefaultObservation parent) {
        if (parent == null) {
            return LangfuseContext.otel(view);
        }
        if (!view.hasKey(LangfuseContext.KEY)) {
            return parent.context();
        }
        // Its attributes and baggage hold here; only the parent is given
        return LangfuseContext.otel(view).with(parent.span).with(LangfuseContext.OBSERVATION, parent);
    }

    /** Starts an observation in {@code ambient}; an event is ended at once. Never fails. */
    Observation start(ObservationSpec spec, Context ambient) {
        if (closed.get()) {
            if (warned.compareAndSet(false, true)) {
                log.warn("Tracing has been shut down; what is observed from now on is not recorded");
            }
            return new NoopObservation(spec.type());
        }
        try {
            return begin(spec, ambient);
        } catch (Throwable e) { // an OpenTelemetry that the user gave
            Failures.rethrowIfFatal(e);
            log.warn("Observation could not be started; the work runs without it", e);
            return new NoopObservation(spec.type());
        }
    }

    private DefaultObservation begin(ObservationSpec spec, Context ambient) {
        Context own = Ancestry.within(identity.project(), ambient);
        SpanContext remote = RemoteParent.of(spec.traceContext());
        Context parent = remote == null ? own : own.with(Span.wrap(remote));
        SpanBuilder builder = tracer.spanBuilder(spec.name()).setParent(parent);
        boolean event = spec.type() == ObservationType.EVENT;
        Instant start = spec.startTime() != null || !event ? spec.startTime() : now();
        if (start != null) {
            builder.setStartTimestamp(start);
        }
        if (!identity.ownProvider()) { // the processors look at it when the span starts
            builder.setAttribute(LangfuseSpanProcessor.PROJECT, identity.project());
        }
        Span span = builder.startSpan();
        AppRoot root = AppRoot.of(identity, own, remote != null, span.getSpanContext());
        DefaultObservation observation =
                DefaultObservation.started(this, span, ambient, root.claim(parent), spec.type());
        started.increment();
        if (span.isRecording()) {
            describe(observation.sink(), spec, own, remote != null, root.isAppRoot());
            observation.apply(spec.data());
        }
        if (event && start != null) {
            observation.end(start);
        }
        return observation;
    }

    private void describe(SpanSink sink, ObservationSpec spec, Context context, boolean asRoot, boolean appRoot) {
        sink.put(LangfuseAttributes.OBSERVATION_TYPE, spec.type().wireValue());
        if (identity.environment() != null) {
            sink.put(LangfuseAttributes.ENVIRONMENT, identity.environment());
        }
        if (identity.release() != null) {
            sink.put(LangfuseAttributes.RELEASE, identity.release());
        }
        writePropagated(context, sink);
        if (asRoot) {
            sink.put(LangfuseAttributes.AS_ROOT, true);
        }
        if (appRoot) {
            sink.put(LangfuseAttributes.IS_APP_ROOT, true);
        }
    }

    /** Attributes from baggage, and over them those of this process. */
    static void writePropagated(Context context, SpanSink sink) {
        Baggage baggage = Baggage.fromContext(context);
        if (!baggage.isEmpty() && !(baggage instanceof ClaimedBaggage)) { // which has no attribute in it
            PropagatedAttributes.fromBaggage(Propagation.entries(baggage)).write(sink);
        }
        PropagatedAttributes propagated = context.get(LangfuseContext.PROPAGATED);
        if (propagated != null) {
            propagated.write(sink);
        }
    }

    /** What is current in {@code context}, whoever started it; null where nothing is. */
    @Nullable
    DefaultObservation current(Context context) {
        Span span = Span.fromContext(context);
        if (!span.getSpanContext().isValid()) {
            return null;
        }
        DefaultObservation own = context.get(LangfuseContext.OBSERVATION);
        return own != null && own.span == span ? own : DefaultObservation.foreign(this, span, context);
    }

    /** Telemetry never breaks the application. */
    void safely(String done, Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            log.warn("Observation could not be {}: {}", done, e.getClass().getName());
        }
    }

    String project() {
        return identity.project();
    }

    Instant now() {
        return clock.instant();
    }

    void ended() {
        ended.increment();
    }

    void close() {
        long open = startedCount() - endedCount();
        if (closed.compareAndSet(false, true) && open > 0) {
            log.debug("{} observations were never ended, and so will not be exported", open);
        }
    }

    long startedCount() {
        return started.sum();
    }

    long endedCount() {
        return ended.sum();
    }
}
