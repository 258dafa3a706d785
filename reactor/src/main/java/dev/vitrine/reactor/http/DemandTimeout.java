package dev.vitrine.reactor.http;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Limits the wait for the next piece of an answer. It is counted from when the request is sent, and only while a piece is
 * asked for: a subscriber that takes its time is no fault of the source's. Nor is one that keeps busy the thread that
 * would read: what looks like a wait that was too long is judged by that thread itself, once it has read what there is.
 *
 * <p>One operator, since a pull has one a page.
 */
final class DemandTimeout<T> implements CoreSubscriber<T>, Subscription, Runnable {
    private static final Duration NONE = Duration.ofNanos(Long.MAX_VALUE);
    private static final int QUIET = 0;
    private static final int EMITTING = 1;
    private static final int ENDED = 2;

    private final CoreSubscriber<? super T> actual;
    private final Scheduler timer;
    private final Duration limit;
    private final long firstLimitNanos;
    private final Context context;
    private final Disposable.Swap look = Disposables.swap();
    private final AtomicInteger state = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private volatile @Nullable Executor reader; // known once the request is sent
    private volatile long waitingSince;
    private volatile boolean arrived;
    private volatile boolean atFirstLimit; // the next look is
    private long start;
    private Subscription upstream = Operators.emptySubscription();

    private DemandTimeout(CoreSubscriber<? super T> actual, Duration limit, Duration firstLimit, Scheduler timer) {
        this.actual = actual;
        this.timer = timer;
        this.limit = limit;
        this.firstLimitNanos = firstLimit.toNanos();
        this.context = actual.currentContext().put(DemandTimeout.class, this);
    }

    /** A client whose requests tell when they are sent, and who reads their answers. */
    static HttpClient watched(HttpClient client) {
        return client.doOnRequest((request, connection) -> sent(request.currentContextView(), reads(connection)));
    }

    /** What it runs comes after all that can be read once the thread is free: not in its current round, but after the next. */
    private static Executor reads(Connection connection) {
        EventLoop thread = connection.channel().eventLoop();
        return task -> thread.execute(() -> thread.schedule(task, 1, TimeUnit.MILLISECONDS));
    }

    /** Says that the request of a subscriber with this context is sent. */
    static void sent(ContextView context, Executor reader) {
        DemandTimeout<?> watch = context.getOrDefault(DemandTimeout.class, null);
        if (watch != null) {
            watch.waitingSince = watch.now();
            watch.reader = reader;
        }
    }

    /** Fails with {@link Expired}, after which the source is cancelled. */
    static <T> Flux<T> apply(Flux<T> source, Duration limit, Scheduler timer) {
        return apply(source, limit, NONE, timer);
    }

    /** @param firstLimit for the first piece, counted from the subscription; fails with {@link Late} */
    static <T> Flux<T> apply(Flux<T> source, Duration limit, Duration firstLimit, Scheduler timer) {
        return source.transform(
                Operators.<T, T>lift((scannable, actual) -> new DemandTimeout<T>(actual, limit, firstLimit, timer)));
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        start = now();
        waitingSince = start;
        try {
            lookAgain();
        } catch (RejectedExecutionException e) {
            subscription.cancel();
            Operators.error(actual, e);
            return;
        }
        actual.onSubscribe(this);
    }

    @Override
    public void request(long count) {
        if (demand.get() == 0) {
            waitingSince = now(); // before the demand shows, or a look in between would see an old wait
        }
        demand.getAndAccumulate(count, Operators::addCap);
        upstream.request(count);
    }

    @Override
    public void onNext(T element) {
        boolean outermost = state.compareAndSet(QUIET, EMITTING);
        if (state.get() == ENDED) {
            Operators.onNextDropped(element, context);
            return;
        }
        arrived = true;
        demand.updateAndGet(open -> open == Long.MAX_VALUE ? open : Math.max(0, open - 1));
        actual.onNext(element);
        if (outermost) {
            waitingSince = now();
            state.compareAndSet(EMITTING, QUIET);
        }
    }

    @Override
    public void onError(Throwable error) {
        if (state.getAndSet(ENDED) == ENDED) {
            Operators.onErrorDropped(error, context);
            return;
        }
        look.dispose();
        actual.onError(error);
    }

    @Override
    public void onComplete() {
        if (state.getAndSet(ENDED) != ENDED) {
            look.dispose();
            actual.onComplete();
        }
    }

    @Override
    public void cancel() {
        state.set(ENDED);
        look.dispose();
        upstream.cancel();
    }

    /** A look. */
    @Override
    public void run() {
        Executor judge = reader;
        if (state.get() == ENDED) {
            return;
        }
        if (judge == null) {
            judge(); // nothing can have arrived
        } else if (isLate() || isExpired()) {
            try {
                judge.execute(this::judge);
            } catch (RejectedExecutionException closed) {
                judge();
            }
        } else {
            lookAgain();
        }
    }

    private void judge() {
        if (isLate()) {
            fail(new Late());
        } else if (isExpired()) {
            fail(new Expired(limit));
        } else if (state.get() != ENDED) {
            lookAgain();
        }
    }

    /** Unless something is being emitted, which then was no wait. */
    private void fail(TimeoutException failure) {
        if (state.compareAndSet(QUIET, ENDED)) {
            look.dispose();
            upstream.cancel();
            actual.onError(failure);
        } else if (state.get() != ENDED) {
            lookAgain();
        }
    }

    private boolean isLate() {
        return atFirstLimit && !arrived;
    }

    private boolean isExpired() {
        return reader != null && demand.get() > 0 && state.get() == QUIET && now() - waitingSince >= limit.toNanos();
    }

    /** In {@code limit}, or when a wait under way would end. */
    private void lookAgain() {
        long left = demand.get() == 0 || reader == null ? limit.toNanos() : limit.toNanos() - (now() - waitingSince);
        long first = firstLimitNanos - (now() - start);
        atFirstLimit = !arrived && first <= left;
        long pause = Math.max(1_000_000, atFirstLimit ? first : left);
        look.replace(timer.schedule(this, pause, TimeUnit.NANOSECONDS));
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

    /** The first piece did not arrive in time. */
    static final class Late extends TimeoutException {
        private static final long serialVersionUID = 1L;
    }
}
