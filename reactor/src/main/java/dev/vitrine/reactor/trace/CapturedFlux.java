package dev.vitrine.reactor.trace;

import dev.vitrine.trace.CaptureLimit;
import reactor.core.observability.DefaultSignalListener;

/** Makes what passes the output of an observation that somebody else ends. */
final class CapturedFlux<T> extends DefaultSignalListener<T> {
    private final DefaultObservation observation;
    private final Capture<T> capture;

    CapturedFlux(DefaultObservation observation, StreamCapture<? super T> how) {
        this.observation = observation;
        this.capture = new Capture<>(how, CaptureLimit.DEFAULT, true);
    }

    @Override
    public void doOnNext(T value) {
        capture.add(value);
    }

    @Override
    public void doOnComplete() {
        observation.update(capture.result(true));
    }

    @Override
    public void doOnError(Throwable error) {
        observation.update(capture.result(false));
    }

    @Override
    public void doOnCancel() {
        observation.update(capture.result(true));
    }
}
