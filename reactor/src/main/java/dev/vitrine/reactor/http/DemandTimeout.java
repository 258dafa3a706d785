package dev.vitrine.reactor.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

/**
 * Limits the wait for the next element, counted only while one is asked for: a subscriber that takes its time is no
 * fault of the source's.
 */
final class DemandTimeout {
    private final AtomicLong demand = new AtomicLong();
    private final Scheduler timer;
    private final long limitNanos;
    private volatile long waitingSince;

    private DemandTimeout(Duration limit, Scheduler timer) {
        this.limitNanos = limit.toNanos();
        this.timer = timer;
        this.waitingSince = now();
    }

    /** Fails with {@link Expired}, after which the source is cancelled. */
    static <T> Flux<T> apply(Flux<T> source, Duration limit, Scheduler timer) {
        return Flux.defer(() -> {
            DemandTimeout watch = new DemandTimeout(limit, timer);
            Disposable.Swap upstream = Disposables.swap();
            return source.doOnSubscribe(subscription -> upstream.update(subscription::cancel))
                    .doOnNext(element -> watch.arrived())
                    // by itself takeUntilOther does not cancel its source when the other fails
                    .takeUntilOther(watch.expiry(limit).doOnError(expired -> upstream.dispose()))
                    .doOnRequest(watch::asked);
        });
    }

    private void asked(long count) {
        if (demand.get() == 0) {
            waitingSince = now(); // before the demand shows, or a look in between would see an old wait
        }
        demand.getAndAccumulate(count, Operators::addCap);
    }

    private void arrived() {
        waitingSince = now();
        demand.updateAndGet(open -> open == Long.MAX_VALUE ? open : Math.max(0, open - 1));
    }

    /** Looks once in {@code limit}, or when the wait that it saw would end. Never completes. */
    private Mono<Void> expiry(Duration limit) {
        return Mono.defer(() -> Mono.delay(Duration.ofNanos(untilExpiry()), timer))
                .repeat()
                .concatMap(tick -> isExpired() ? Mono.<Void>error(new Expired(limit)) : Mono.<Void>empty(), 1)
                .then();
    }

    private boolean isExpired() {
        return demand.get() > 0 && now() - waitingSince >= limitNanos;
    }

    private long untilExpiry() {
        return demand.get() == 0 ? limitNanos : Math.max(1_000_000, limitNanos - (now() - waitingSince));
    }

    private long now() {
        return timer.now(TimeUnit.NANOSECONDS);
    }

    /** Nothing arrived in time. */
    static final class Expired extends TimeoutException {
        private static final long serialVersionUID = 1L;

        Expired(Duration limit) {
            super("nothing arrived within the response timeout of " + limit);
        }
    }
}
