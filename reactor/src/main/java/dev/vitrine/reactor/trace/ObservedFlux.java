package dev.vitrine.reactor.trace;

import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationUpdate;
import org.jspecify.annotations.Nullable;
import reactor.core.observability.DefaultSignalListener;
import reactor.util.context.Context;

/** Follows a Flux to its end: first element, what is captured of the elements, termination. */
final class ObservedFlux<T> extends DefaultSignalListener<T> {
    private final DefaultObservation observation;
    private final ObservationSpec spec;
    private final @Nullable Capture<T> capture;
    private boolean first = true;
    private volatile boolean terminated; // operators cancel what has completed

    ObservedFlux(DefaultObservation observation, ObservationSpec spec, @Nullable StreamCapture<? super T> capture) {
        this.observation = observation;
        this.spec = spec;
        this.capture = observation.isRecording() ? captureFor(spec, capture) : null;
    }

    private static <T> @Nullable Capture<T> captureFor(
            ObservationSpec spec, @Nullable StreamCapture<? super T> capture) {
        boolean output = spec.captureOutput().orElse(capture != null);
        StreamCapture<? super T> how = capture != null ? capture : StreamCapture.items();
        return output || how.hasMappers() ? new Capture<>(how, spec.captureLimit(), output) : null;
    }

    @Override
    public Context addToContext(Context original) {
        return LangfuseContext.with(original, observation.context());
    }

    @Override
    public void doOnNext(T value) {
        if (first) {
            first = false;
            if (observation.type().isGenerationLike() && observation.isRecording()) {
                observation.update(ObservationUpdate.none().completionStartTime(observation.core.now()));
            }
        }
        if (capture != null) {
            capture.add(value);
        }
    }

    @Override
    public void doOnComplete() {
        writeCaptured(true);
        end();
    }

    @Override
    public void doOnError(Throwable error) {
        if (!terminated) {
            writeCaptured(false);
            observation.fail(error);
            end();
        }
    }

    @Override
    public void doOnCancel() {
        if (!terminated) {
            writeCaptured(true);
            observation.cancelled(spec.onCancel());
            end();
        }
    }

    private void writeCaptured(boolean withOutput) {
        if (capture != null) {
            observation.update(capture.result(withOutput));
        }
    }

    private void end() {
        terminated = true;
        if (spec.endOnTerminate()) {
            observation.end();
        }
    }
}
