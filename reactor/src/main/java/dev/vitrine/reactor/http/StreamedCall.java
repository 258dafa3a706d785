package dev.vitrine.reactor.http;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The attempts of a call whose answer is streamed: repeated until the first bytes arrive, which is what the call timeout
 * is for. While nothing fails, there is nothing of a retry but this. For one subscription.
 */
final class StreamedCall {
    private final ApiRequest request;
    private final HttpSettings settings;
    private final ApiErrors errors;
    private final Duration timeout;
    private final long start;
    private volatile boolean started;
    private @Nullable Throwable last;
    private int retries;

    StreamedCall(ApiRequest request, HttpSettings settings, ApiErrors errors) {
        this.request = request;
        this.settings = settings;
        this.errors = errors;
        this.timeout = request.timeout().orElse(settings.timeouts().call());
        this.start = now();
    }

    /** @param attempt is subscribed to for each; emits what {@link #arrived} gives, or an error that has its type */
    Flux<ByteBuffer> attempts(Flux<ByteBuffer> attempt) {
        return DemandTimeout.apply(attempt, settings.timeouts().response(), left(), settings.timer())
                .onErrorResume(failure -> next(failure, attempt));
    }

    ByteBuffer arrived(ByteBuf piece) {
        started = true;
        return BodyBytes.copy(piece);
    }

    private Flux<ByteBuffer> next(Throwable failure, Flux<ByteBuffer> attempt) {
        if (failure instanceof DemandTimeout.Late) {
            return Flux.error(errors.timedOut(request, timeout, last));
        }
        Throwable typed = failure instanceof DemandTimeout.Expired ? errors.ofFailure(request, failure) : failure;
        last = typed;
        if (started
                || retries >= request.maxRetries().orElse(settings.retry().maxRetries())
                || !ApiErrors.isWorthRepeating(typed, request.repeatable())) {
            return Flux.error(typed);
        }
        Duration pause = settings.retry().pause(retries++, ApiErrors.retryAfter(typed));
        Duration left = left();
        return pause.compareTo(left) < 0
                ? Mono.delay(pause, settings.timer()).thenMany(Flux.defer(() -> attempts(attempt)))
                : Mono.delay(left, settings.timer())
                        .thenMany(Flux.error(() -> errors.timedOut(request, timeout, typed)));
    }

    private Duration left() {
        return timeout.minusNanos(now() - start);
    }

    private long now() {
        return settings.timer().now(TimeUnit.NANOSECONDS);
    }
}
