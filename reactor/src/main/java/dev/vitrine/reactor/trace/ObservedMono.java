package dev.vitrine.reactor.trace;

import dev.vitrine.trace.ObservationSpec;
import dev.vitrine.trace.ObservationUpdate;
import reactor.core.observability.DefaultSignalListener;
import reactor.util.context.Context;

/** Ends the observation of a Mono before its subscriber sees how it terminated. */
final class ObservedMono<T> extends DefaultSignalListener<T> {
    private final DefaultObservation observation;
    private final ObservationSpec spec;
    private volatile boolean terminated; // operators cancel what has completed

    ObservedMono(DefaultObservation observation, ObservationSpec spec) {
        this.observation = observation;
        this.spec = spec;
    }

    @Override
    public Context addToContext(Context original) {
        return LangfuseContext.with(original, observation.context());
    }

    @Override
    public void doOnNext(T value) {
        if (spec.captureOutput().orElse(false)) {
            observation.update(ObservationUpdate.none().output(value));
        }
        end();
    }

    @Override
    public void doOnComplete() {
        end();
    }

    @Override
    public void doOnError(Throwable error) {
        if (!terminated) {
            observation.fail(error);
            end();
        }
    }

    @Override
    public void doOnCancel() {
        if (!terminated) {
            observation.cancelled(spec.onCancel());
            end();
        }
    }

    private void end() {
        terminated = true;
        if (spec.endOnTerminate()) {
            observation.end();
        }
    }
}
