package dev.vitrine.reactor.trace;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.content.DataUri;
import dev.vitrine.media.EmbeddedMedia;
import dev.vitrine.media.MediaOccurrence;
import dev.vitrine.media.TelemetryTree;
import dev.vitrine.media.WalkLimits;
import dev.vitrine.reactor.background.BackgroundTasks;
import dev.vitrine.reactor.background.PendingWork;
import dev.vitrine.reactor.media.MediaTarget;
import dev.vitrine.reactor.transfer.BackgroundStatistics;
import dev.vitrine.reactor.transfer.BackgroundUploads;
import dev.vitrine.reactor.transfer.BackgroundUploads.Room;
import dev.vitrine.reactor.transfer.NoRoomException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Replaces media by their references and has them uploaded in the background.
 *
 * <p>Where all references can be known at once, the value is passed on at once, on the caller's thread. Else it is copied,
 * so that it is what it was even if the application changes it meanwhile, and passed on from a thread that may block.
 */
@CheckReturnValue
final class BackgroundTraceMedia implements TraceMedia {
    private static final Logger log = LoggerFactory.getLogger(Tracing.class);
    static final String FULL = "no room in the queue";
    private static final Object LATER = new Object();

    private final BackgroundUploads uploads;
    private final Duration deadline;
    private final WalkLimits limits;
    private final Scheduler timer;
    private final Scheduler blocking = Schedulers.boundedElastic();
    private final BackgroundTasks fills;
    private final PendingWork open = new PendingWork();
    private final Sinks.Empty<Void> stop = Sinks.empty();
    private final LongAdder unreadable = new LongAdder();
    private final LongAdder missing = new LongAdder();
    private final LongAdder truncated = new LongAdder();
    private final RateLimitedWarning limitWarning = new RateLimitedWarning(log);
    private final RateLimitedWarning failureWarning = new RateLimitedWarning(log);

    BackgroundTraceMedia(BackgroundUploads uploads, Duration deadline, WalkLimits limits, Scheduler timer) {
        this.uploads = uploads;
        this.deadline = deadline;
        this.limits = limits;
        this.timer = timer;
        // as many as have room in the queue: each only waits
        this.fills = new BackgroundTasks(Integer.MAX_VALUE, timer);
    }

    @Override
    public void replace(Object value, Place place, Consumer<Object> result) {
        if (cannotHoldMedia(value)) {
            result.accept(value);
            return;
        }
        Object replaced;
        try {
            TelemetryTree.Findings found = TelemetryTree.find(value, limits);
            if (found.cut()) {
                truncated.increment();
                limitWarning.warn(
                        "Media in {} were looked for only {} containers deep and in {} values; what lies beyond stays as it is",
                        place.field(),
                        limits.maxDepth(),
                        limits.maxNodes());
            }
            if (found.media().isEmpty()) {
                replaced = value;
            } else {
                replaced = planned(value, found, place, result);
            }
        } catch (RuntimeException | StackOverflowError | LinkageError e) { // the application's own objects
            failureWarning.warn(
                    "Media in {} could not be looked for ({}); the value stays as it is",
                    place.field(),
                    e.getClass().getName());
            replaced = value;
        }
        if (replaced != LATER) {
            result.accept(replaced);
        }
    }

    private static boolean cannotHoldMedia(Object value) {
        return value instanceof String text ? !DataUri.hasBase64Header(text) : value instanceof Number;
    }

    private Object planned(Object value, TelemetryTree.Findings found, Place place, Consumer<Object> result) {
        Map<String, String> target = target(place);
        MediaPlan plan = new MediaPlan(uploads, target);
        try {
            found.media().forEach(plan::add);
            if (plan.gaps().isEmpty()) {
                return put(value, plan.places(), false);
            }
            Room copy = uploads.reserve(found.bytes()); // what waits is held in memory, too
            if (copy == null) {
                plan.giveUp(FULL);
                return settled(put(value, plan.places(), false));
            }
            Object copied;
            try {
                copied = put(value, plan.places(), true);
            } catch (Throwable e) {
                copy.release();
                throw e;
            }
            later(copied, plan.gaps(), target, copy, result);
            return LATER;
        } catch (Throwable e) { // whatever the application's own objects do: what is reserved must come back
            plan.giveUp("it could not be read");
            throw e;
        }
    }

    private static Map<String, String> target(Place place) {
        MediaTarget.TraceField field = switch (place.field()) {
            case INPUT -> MediaTarget.TraceField.INPUT;
            case OUTPUT -> MediaTarget.TraceField.OUTPUT;
            case METADATA -> MediaTarget.TraceField.METADATA;
        };
        return MediaTarget.describe(new MediaTarget.OfTrace(place.traceId(), place.observationId(), field));
    }

    private Object put(Object value, List<Object> places, boolean snapshot) {
        Iterator<Object> next = places.iterator();
        return Objects.requireNonNull(TelemetryTree.replace(value, limits, snapshot, occurrence -> next.next()));
    }

    private void later(
            Object copied, List<PendingMedia> gaps, Map<String, String> target, Room room, Consumer<Object> result) {
        PendingWork.Piece piece = open.begin();
        Mono<Void> late = Mono.firstWithSignal(Mono.delay(deadline, timer).then(), stop.asMono());
        fills.start(Flux.fromIterable(gaps)
                .flatMap(gap -> fill(gap, target), gaps.size())
                .takeUntilOther(late)
                .then()
                .publishOn(blocking)
                .onErrorComplete()
                .then(Mono.<Void>fromRunnable(() -> finish(copied, gaps, result)))
                .doFinally(end -> {
                    room.release();
                    piece.end();
                }));
    }

    private Mono<Void> fill(PendingMedia gap, Map<String, String> target) {
        return gap.fill(target, blocking).onErrorResume(failure -> {
            if (failure instanceof NoRoomException) { // counted and warned of where it happened
                gap.missing(FULL);
                return Mono.empty();
            }
            unreadable.increment();
            failureWarning.warn("Media in trace data could not be read: {}", failure.toString());
            gap.missing("it could not be read");
            return Mono.empty();
        });
    }

    private void finish(Object copied, List<PendingMedia> gaps, Consumer<Object> result) {
        for (PendingMedia gap : gaps) {
            if (!gap.isKnown()) {
                missing.increment();
                failureWarning.warn("Media in trace data were not read within {}", deadline);
                gap.missing("not read in time");
            }
        }
        result.accept(settled(copied));
    }

    private Object settled(Object value) {
        return Objects.requireNonNull(TelemetryTree.replace(value, limits, false, BackgroundTraceMedia::settled));
    }

    private static Object settled(MediaOccurrence occurrence) {
        Object value = occurrence.value();
        if (value instanceof EmbeddedMedia text) {
            return text.text(); // no Base64, as it turned out
        }
        return value instanceof PendingMedia gap ? gap.referenceString() : value;
    }

    TraceMediaMetrics metrics() {
        BackgroundStatistics queue = uploads.statistics();
        return new TraceMediaMetrics(
                queue.accepted(),
                queue.uploaded(),
                queue.failed() + unreadable.sum(),
                queue.dropped(),
                missing.sum(),
                truncated.sum(),
                queue.heapBytes(),
                queue.spoolBytes());
    }

    /** Completes once the values that were waiting for their references have been written; the deadline bounds it. */
    Mono<Void> filled() {
        return open.await();
    }

    /**
     * {@link #filled()}, and after {@code limit} without what has not been read by then; a mask that hangs is given half of
     * it again. Never fails.
     */
    Mono<Void> fillWithin(Duration limit) {
        return filled().timeout(limit, timer).onErrorResume(TimeoutException.class, late -> {
            stop.tryEmitEmpty();
            return filled().timeout(limit.dividedBy(2), Mono.empty(), timer);
        });
    }

    Mono<Void> flush() {
        return uploads.flush();
    }

    Mono<Void> shutdown(Duration limit) {
        return uploads.shutdown(limit).then(Mono.fromRunnable(fills::dispose));
    }
}
