package dev.vitrine.reactor.score;

import dev.vitrine.reactor.background.BackgroundTasks;
import dev.vitrine.score.ScoreQueueOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Empties the queue: waits for a batch to fill or to be old enough, sends it, and goes on until nothing waits. It runs
 * only while something does, once, as a background task.
 */
final class ScoreSender {
    private final ScoreQueue queue;
    private final ScoreQueueOptions options;
    private final ScoreDelivery delivery;
    private final Scheduler timer;
    private final BackgroundTasks tasks;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile Sinks.@Nullable Empty<Void> wakeUp; // while a batch is waited for

    ScoreSender(ScoreQueue queue, ScoreDelivery delivery, ScoreSettings settings) {
        this.queue = queue;
        this.options = settings.queue();
        this.delivery = delivery;
        this.timer = settings.timer();
        this.tasks = new BackgroundTasks(1, settings.timer());
    }

    /** To be called after something was added to the queue. */
    void added() {
        if (!running.get() && running.compareAndSet(false, true)) {
            tasks.start(run());
        } else {
            Sinks.Empty<Void> waiting = wakeUp;
            if (waiting != null && queue.ready()) {
                waiting.tryEmitEmpty();
            }
        }
    }

    private Mono<Void> run() {
        return Mono.defer(this::batchReady)
                .then(Mono.defer(this::sendBatch))
                .repeat(() -> !queue.isEmpty())
                .then()
                .doFinally(end -> {
                    running.set(false);
                    if (!queue.isEmpty() && !tasks.isDisposed()) {
                        added();
                    }
                });
    }

    private Mono<Void> batchReady() {
        Sinks.Empty<Void> wake = Sinks.empty();
        // before the question, so that who adds in between finds the new one
        wakeUp = wake;
        QueuedScore oldest = queue.oldest();
        if (oldest == null || queue.ready()) {
            return Mono.empty();
        }
        long age = timer.now(TimeUnit.NANOSECONDS) - oldest.acceptedAt();
        long left = options.maxDelay().toNanos() - age;
        return left <= 0
                ? Mono.empty()
                : Mono.firstWithSignal(
                        wake.asMono(), Mono.delay(Duration.ofNanos(left), timer).then());
    }

    private Mono<Void> sendBatch() {
        wakeUp = null;
        List<QueuedScore> batch = queue.take();
        return batch.isEmpty() ? Mono.empty() : delivery.deliver(batch, queue);
    }

    /** Stops at once. What is being sent is given up. */
    void stop() {
        tasks.dispose();
    }
}
