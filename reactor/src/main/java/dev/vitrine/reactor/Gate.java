package dev.vitrine.reactor;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets calls through until the client is closed, and none where the client has no keys. */
final class Gate {
    private final @Nullable String disabledBecause;
    private volatile boolean closed;

    Gate(@Nullable String disabledBecause) {
        this.disabledBecause = disabledBecause;
    }

    boolean isEnabled() {
        return disabledBecause == null;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        closed = true;
    }

    /** Asked at each subscription. */
    <T> Mono<T> mono(Supplier<Mono<T>> call) {
        return Mono.defer(() -> {
            RuntimeException refusal = refusal();
            return refusal == null ? call.get() : Mono.error(refusal);
        });
    }

    /** Asked at each subscription. */
    <T> Flux<T> flux(Supplier<Flux<T>> call) {
        return Flux.defer(() -> {
            RuntimeException refusal = refusal();
            return refusal == null ? call.get() : Flux.error(refusal);
        });
    }

    private @Nullable RuntimeException refusal() {
        if (disabledBecause != null) {
            return new ClientDisabledException(disabledBecause);
        }
        return closed ? new IllegalStateException("This LangfuseClient is closed; build a new one") : null;
    }
}
