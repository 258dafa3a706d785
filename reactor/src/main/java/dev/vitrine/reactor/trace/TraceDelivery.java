package dev.vitrine.reactor.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Spans and the media in them, on their way to the platform. */
@CheckReturnValue
final class TraceDelivery {
    private final TracingCore core;
    private final SpanPipeline spans;
    private final @Nullable BackgroundTraceMedia media;
    private final Scheduler timer;

    TraceDelivery(TracingCore core, SpanPipeline spans, @Nullable BackgroundTraceMedia media, Scheduler timer) {
        this.core = core;
        this.spans = spans;
        this.media = media;
        this.timer = timer;
    }

    TracingMetrics metrics() {
        return spans.metrics(core.startedCount(), core.endedCount());
    }

    TraceMediaMetrics mediaMetrics() {
        return media == null ? TraceMediaMetrics.NONE : media.metrics();
    }

    TracingCore core() {
        return core;
    }

    /** Empty at once while the queue of spans is at most half full; else waits for it, not for longer than given. */
    Mono<Void> waitForRoom(Duration limit) {
        return Mono.defer(() -> spans.isCrowded() ? spans.flush().timeout(limit, Mono.empty(), timer) : Mono.empty());
    }

    /** Spans that wait for a reference end first, then spans are sent, then media. */
    Mono<Void> flush() {
        return media == null
                ? spans.flush()
                : media.filled().then(spans.flush()).then(media.flush());
    }

    Mono<Void> flush(Duration timeout) {
        return flush().timeout(Options.requirePositive(timeout, "timeout"), timer);
    }

    /** Of spans; media may still be on their way. Never fails. */
    Mono<Void> shutdownSpans(Duration limit) {
        core.close();
        if (media == null) {
            return spans.shutdown(limit);
        }
        Duration most = limit.dividedBy(2);
        return Mono.defer(() -> {
            long started = timer.now(TimeUnit.NANOSECONDS);
            return media.fillWithin(most).then(Mono.defer(() -> {
                Duration left = limit.minusNanos(timer.now(TimeUnit.NANOSECONDS) - started);
                return spans.shutdown(left.compareTo(most) > 0 ? left : most);
            }));
        });
    }

    Mono<Void> shutdownMedia(Duration limit) {
        return media == null ? Mono.empty() : media.shutdown(limit);
    }
}
