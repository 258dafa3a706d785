package dev.vitrine.reactor.background;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Runs work that no caller waits for, at most so many pieces at once, and owns it: {@link #dispose()} cancels what runs
 * and forgets what waits. This is the one place in the library that subscribes; all other code composes.
 *
 * <p>Work starts on the scheduler and with an empty context: it neither keeps the caller's thread nor inherits what the
 * caller observes, and it goes on when the caller cancels.
 */
public final class BackgroundTasks implements Disposable {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundTasks.class);
    private final int maxRunning;
    private final Scheduler scheduler;
    private final Queue<Mono<Void>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final Disposable.Composite owned = Disposables.composite();

    public BackgroundTasks(int maxRunning, Scheduler scheduler) {
        this.maxRunning = maxRunning;
        this.scheduler = scheduler;
    }

    /** Starts the work as soon as there is room. After {@link #dispose()} it is dropped. */
    public void start(Mono<Void> work) {
        if (!owned.isDisposed()) {
            waiting.add(work);
            startWaiting();
        }
    }

    private void startWaiting() {
        while (!waiting.isEmpty() && acquire()) {
            Mono<Void> next = waiting.poll();
            if (next == null) {
                running.decrementAndGet();
            } else {
                run(next);
            }
        }
    }

    private boolean acquire() {
        int now = running.get();
        while (now < maxRunning) {
            if (running.compareAndSet(now, now + 1)) {
                return true;
            }
            now = running.get();
        }
        return false;
    }

    private void run(Mono<Void> work) {
        Disposable.Swap handle = Disposables.swap();
        if (!owned.add(handle)) {
            running.decrementAndGet();
            return;
        }
        handle.update(work.doFinally(end -> {
                    owned.remove(handle);
                    running.decrementAndGet();
                    startWaiting();
                })
                .subscribeOn(scheduler)
                .subscribe(nothing -> {}, failure -> LOG.warn("Background work failed: {}", failure.toString())));
    }

    @Override
    public void dispose() {
        waiting.clear();
        owned.dispose();
        waiting.clear();
    }

    @Override
    public boolean isDisposed() {
        return owned.isDisposed();
    }
}
