package dev.vitrine.reactor.trace;

import dev.vitrine.trace.CancelOutcome;
import dev.vitrine.trace.LangfuseAttributes;
import dev.vitrine.trace.Level;
import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationType;
import dev.vitrine.trace.ObservationUpdate;
import dev.vitrine.trace.TraceUpdate;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An observation over a span: one that this client started, or a foreign one that is current. */
final class DefaultObservation implements Observation {
    private static final Logger log = LoggerFactory.getLogger(Tracing.class);
    private static final AtomicIntegerFieldUpdater<DefaultObservation> ENDED =
            AtomicIntegerFieldUpdater.newUpdater(DefaultObservation.class, "ended");
    private static final AtomicIntegerFieldUpdater<DefaultObservation> HOLDS =
            AtomicIntegerFieldUpdater.newUpdater(DefaultObservation.class, "holds");

    final TracingCore core;
    final Span span;
    private final SpanSink sink;
    private final Context parent;
    private final Context context;
    private final boolean foreign;
    private final boolean recording;
    private volatile ObservationType type;
    private volatile int ended;
    private volatile int holds = 1; // the observation itself, and each value that is still to come
    private volatile @Nullable Instant endTime;

    private DefaultObservation(
            TracingCore core, Span span, Context parent, Context context, ObservationType type, boolean foreign) {
        this.core = core;
        this.span = span;
        this.sink = new SpanSink(span);
        this.parent = parent;
        this.context = foreign ? context : context.with(span).with(LangfuseContext.OBSERVATION, this);
        this.type = type;
        this.foreign = foreign;
        this.recording = span.isRecording();
    }

    /**
     * @param parent the context in which it was started
     * @param context the same for what is below, without the span
     */
    static DefaultObservation started(
            TracingCore core, Span span, Context parent, Context context, ObservationType type) {
        return new DefaultObservation(core, span, parent, context, type, false);
    }

    /** A view of a span that somebody else started, and will end. */
    static DefaultObservation foreign(TracingCore core, Span span, Context context) {
        return new DefaultObservation(core, span, context, context, ObservationType.SPAN, true);
    }

    @Override
    public String traceId() {
        return span.getSpanContext().getTraceId();
    }

    @Override
    public String id() {
        return span.getSpanContext().getSpanId();
    }

    @Override
    public ObservationType type() {
        return type;
    }

    @Override
    public boolean isRecording() {
        return recording && ended == 0;
    }

    @Override
    public Context context() {
        return context;
    }

    Context parent() {
        return parent;
    }

    SpanSink sink() {
        return sink;
    }

    @Override
    public Observation update(ObservationUpdate update) {
        Objects.requireNonNull(update, "update");
        if (type == ObservationType.EVENT) {
            log.warn("An event cannot be changed; give all it has to say when it is made");
        } else if (isRecording()) {
            apply(update);
        }
        return this;
    }

    /** {@link #update}, for a generation: a span that is neither becomes one. */
    void updateGeneration(ObservationUpdate update) {
        if (isRecording() && !type.isGenerationLike()) {
            type = ObservationType.GENERATION;
            sink.put(LangfuseAttributes.OBSERVATION_TYPE, type.wireValue());
        }
        update(update);
    }

    /** Writes what is given, when recording. */
    void apply(ObservationUpdate update) {
        if (!recording || update == ObservationUpdate.none()) {
            return;
        }
        core.safely("written", () -> {
            String name = update.name();
            if (name != null) {
                span.updateName(name);
            }
            core.values.write(this, TraceField.INPUT, false, update.input());
            core.values.write(this, TraceField.OUTPUT, false, update.output());
            core.values.write(this, TraceField.METADATA, false, update.metadata());
            core.encoder.fields(update, type, sink);
            if (update.level() == Level.ERROR) {
                span.setStatus(StatusCode.ERROR, Objects.requireNonNullElse(update.statusMessage(), ""));
            }
        });
    }

    @Override
    public Observation updateTrace(TraceUpdate update) {
        Objects.requireNonNull(update, "update");
        if (isRecording()) {
            core.safely("written", () -> {
                core.values.write(this, TraceField.INPUT, true, update.input());
                core.values.write(this, TraceField.OUTPUT, true, update.output());
                core.values.write(this, TraceField.METADATA, true, update.metadata());
                core.encoder.fields(update, sink);
            });
        }
        return this;
    }

    @Override
    public Observation fail(Throwable error) {
        Objects.requireNonNull(error, "error");
        if (isRecording()) {
            core.safely("written", () -> {
                String kind = kind(error);
                String message = message(error);
                sink.put(LangfuseAttributes.OBSERVATION_LEVEL, Level.ERROR.name());
                sink.put(LangfuseAttributes.OBSERVATION_STATUS_MESSAGE, message.isEmpty() ? kind : message);
                span.setStatus(StatusCode.ERROR, message.isEmpty() ? kind : kind + ": " + message);
                span.recordException(error);
            });
        }
        return this;
    }

    /** Marks it as one whose subscriber cancelled. */
    void cancelled(CancelOutcome outcome) {
        if (outcome.level() != Level.DEFAULT || outcome.statusMessage() != null) {
            update(ObservationUpdate.none().level(outcome.level()).statusMessage(outcome.statusMessage()));
        }
    }

    private static String message(Throwable error) {
        try {
            return Objects.requireNonNullElse(error.getMessage(), "");
        } catch (Throwable e) { // the application's own code
            Failures.rethrowIfFatal(e);
            return "";
        }
    }

    private static String kind(Throwable error) {
        String simple = error.getClass().getSimpleName();
        return simple.isEmpty() ? error.getClass().getName() : simple;
    }

    @Override
    public Observation child(ObservationSpec spec) {
        Objects.requireNonNull(spec, "spec");
        return core.start(spec, context);
    }

    @Override
    public Observation event(ObservationSpec spec) {
        return core.start(TracingCore.requireEvent(spec), context);
    }

    @Override
    public <T> Mono<T> observe(ObservationSpec spec, Function<? super Observation, ? extends Mono<T>> work) {
        return core.observe(spec, work, this);
    }

    @Override
    public <T> Flux<T> observeMany(ObservationSpec spec, Function<? super Observation, ? extends Publisher<T>> work) {
        return core.observeMany(spec, work, null, this);
    }

    @Override
    public Observation end() {
        return end(null, false);
    }

    @Override
    public Observation end(Instant time) {
        return end(Objects.requireNonNull(time, "time"), true);
    }

    private Observation end(@Nullable Instant time, boolean given) {
        if (!foreign && ENDED.compareAndSet(this, 0, 1)) {
            endTime = given || holds == 1 ? time : core.now();
            release();
            core.ended();
        }
        return this;
    }

    boolean hasEnded() {
        return ended != 0;
    }

    /** Keeps the span open until the gap is closed. */
    ValueWriter.Gap openGap() {
        HOLDS.incrementAndGet(this);
        return new OnceGap(this);
    }

    private void release() {
        if (HOLDS.decrementAndGet(this) == 0) {
            Instant time = endTime;
            core.safely("ended", () -> {
                if (time == null) {
                    span.end();
                } else {
                    span.end(time);
                }
            });
        }
    }

    @Override
    public String toString() {
        return "Observation[" + type.wireValue() + ", trace " + traceId() + ", " + id() + "]";
    }

    private static final class OnceGap extends java.util.concurrent.atomic.AtomicBoolean implements ValueWriter.Gap {
        private static final long serialVersionUID = 1L;
        private final transient DefaultObservation observation;

        OnceGap(DefaultObservation observation) {
            this.observation = observation;
        }

        @Override
        public void close(Runnable write) {
            if (compareAndSet(false, true)) {
                try {
                    write.run();
                } finally {
                    observation.release();
                }
            }
        }
    }
}
