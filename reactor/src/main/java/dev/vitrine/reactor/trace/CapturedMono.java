package dev.vitrine.reactor.trace;

import reactor.core.observability.DefaultSignalListener;

/** Makes a value the output of an observation that somebody else ends, before the value is seen further down. */
final class CapturedMono<T> extends DefaultSignalListener<T> {
    private final DefaultObservation observation;
    private final StreamCapture<? super T> how;

    CapturedMono(DefaultObservation observation, StreamCapture<? super T> how) {
        this.observation = observation;
        this.how = how;
    }

    @Override
    public void doOnNext(T value) {
        observation.update(Capture.ofOne(how, value));
    }
}
