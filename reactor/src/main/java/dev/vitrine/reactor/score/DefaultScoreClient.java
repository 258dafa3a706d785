package dev.vitrine.reactor.score;

import dev.vitrine.reactor.background.SeldomWarning;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.score.Score;
import dev.vitrine.score.ScoreId;
import dev.vitrine.score.ScoreTarget;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.ContextView;

/** Decides which scores are taken, encodes them and hands them to the sender. */
final class DefaultScoreClient implements ScoreClient {
    private static final Duration WARNING_PAUSE = Duration.ofSeconds(30);
    private static final int TRACE_ID_LENGTH = 32;
    private final ScoreSettings settings;
    private final ScoreJson json;
    private final ScoreIds ids;
    private final ScoreCounters counters = new ScoreCounters();
    private final ScoreQueue queue;
    private final ScoreSender sender;
    private final SeldomWarning fullWarning;
    private final SeldomWarning invalidWarning;
    private final SeldomWarning outsideWarning;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean closedWarned = new AtomicBoolean();
    private final Mono<Void> disposal;
    private volatile boolean stopped;

    DefaultScoreClient(ApiExchange api, ScoreSettings settings) {
        this.settings = settings;
        this.ids = new ScoreIds(settings.random());
        this.json = new ScoreJson(settings.publicKey(), settings.sdkName(), settings.sdkVersion());
        this.queue = new ScoreQueue(settings.queue());
        ScoreTransport single = new SingleTransport(api);
        ScoreTransport batches = new BatchTransport(api, json, settings.warnings());
        ScoreTransport transport = switch (settings.transport()) {
            case AUTO -> new FallbackTransport(batches, single);
            case BATCHES -> batches;
            case SINGLE -> single;
        };
        this.fullWarning = seldom();
        this.invalidWarning = seldom();
        this.outsideWarning = seldom();
        ScoreDelivery delivery = new ScoreDelivery(transport, counters, seldom(), seldom(), settings);
        this.sender = new ScoreSender(queue, delivery, settings);
        this.disposal = Mono.defer(this::stop).cache();
    }

    private SeldomWarning seldom() {
        return new SeldomWarning(settings.warnings(), settings.timer(), WARNING_PAUSE);
    }

    @Override
    public Mono<ScoreId> create(Score score) {
        ScoreTarget target = requireTarget(score);
        return Mono.fromSupplier(() -> acceptOrWarn(score, target));
    }

    @Override
    public Mono<ScoreId> createAndAwait(Score score) {
        ScoreTarget target = requireTarget(score);
        return Mono.defer(() -> {
                    if (isSampledOut(target)) {
                        counters.sampledOut.increment();
                        return Mono.<ScoreId>empty();
                    }
                    Sinks.Empty<Void> outcome = Sinks.empty();
                    ScoreId id = accept(score, target, score.environment(), outcome);
                    return id == null
                            ? Mono.error(refusal(score))
                            : outcome.asMono().thenReturn(id);
                })
                .checkpoint("Score '" + score.name() + "' [ScoreClient]");
    }

    @Override
    public Mono<Void> scoreCurrentObservation(Score score) {
        Objects.requireNonNull(score, "score");
        return Mono.deferContextual(context -> {
            acceptForCurrent(
                    score, context, current -> ScoreTarget.observation(current.traceId(), current.observationId()));
            return Mono.empty();
        });
    }

    @Override
    public Mono<Void> scoreCurrentTrace(Score score) {
        Objects.requireNonNull(score, "score");
        return Mono.deferContextual(context -> {
            acceptForCurrent(score, context, current -> ScoreTarget.trace(current.traceId()));
            return Mono.empty();
        });
    }

    @Override
    public <T> Mono<T> scored(Mono<T> source, Function<? super T, Score> scorer) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(scorer, "scorer");
        return Mono.deferContextual(context -> source.doOnNext(value -> acceptResult(value, scorer, context)));
    }

    @Override
    public <T> Flux<T> scored(Flux<T> source, Function<? super T, Score> scorer) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(scorer, "scorer");
        return Flux.deferContextual(context -> source.doOnNext(value -> acceptResult(value, scorer, context)));
    }

    private <T> void acceptResult(T value, Function<? super T, Score> scorer, ContextView context) {
        try {
            Score score = Objects.requireNonNull(scorer.apply(value), "the scorer's result");
            ScoreTarget target = score.target();
            if (target == null) {
                acceptForCurrent(
                        score, context, current -> ScoreTarget.observation(current.traceId(), current.observationId()));
            } else {
                accept(score, target, score.environment(), null);
            }
        } catch (RuntimeException failure) {
            counters.invalid.increment();
            invalidWarning.warn(() -> "A scorer failed and its score is missing: " + failure);
        }
    }

    private void acceptForCurrent(Score score, ContextView context, Function<CurrentTrace, ScoreTarget> target) {
        try {
            Optional<CurrentTrace> current = settings.current().apply(context);
            if (current.isEmpty()) {
                outsideWarning.warn(() -> "Score '" + score.name() + "' was not sent: no observation is current here");
                return;
            }
            String environment = score.environment() == null ? current.get().environment() : score.environment();
            accept(score, target.apply(current.get()), environment, null);
        } catch (RuntimeException failure) {
            counters.invalid.increment();
            invalidWarning.warn(() -> "Score '" + score.name() + "' could not be taken: " + failure);
        }
    }

    /** Null where the score is not taken; that is counted and warned of here. */
    private @Nullable ScoreId accept(
            Score score, ScoreTarget target, @Nullable String environment, Sinks.@Nullable Empty<Void> outcome) {
        if (closed.get()) {
            counters.refusedAfterClose.increment();
            if (closedWarned.compareAndSet(false, true)) {
                settings.warnings()
                        .accept("Score '" + score.name()
                                + "' was refused because the client is closed, and so will be all further ones");
            }
            return null;
        }
        if (isSampledOut(target)) {
            counters.sampledOut.increment();
            return null;
        }
        Optional<String> problem = (target == score.target() ? score : score.target(target)).problem();
        if (problem.isPresent()) {
            counters.invalid.increment();
            invalidWarning.warn(() -> "Score '" + score.name() + "' was not sent: " + problem.get());
            return null;
        }
        ScoreId given = score.id();
        ScoreId id = given == null ? new ScoreId(ids.next()) : given;
        QueuedScore entry = encoded(score, target, id, environment, outcome);
        if (entry.bytes() + ScoreJson.BATCH_BYTES > settings.queue().maxBatchBytes()) {
            counters.invalid.increment();
            invalidWarning.warn(() -> "Score '" + score.name() + "' was not sent: it has " + entry.bytes()
                    + " bytes, more than a batch may have");
            return null;
        }
        if (!queue.offer(entry)) {
            counters.queueFull.increment();
            fullWarning.warn(() -> "Score '" + score.name() + "' was dropped: the queue is full with "
                    + queue.heldCount() + " scores of " + queue.heldBytes() + " bytes");
            return null;
        }
        counters.accepted.increment();
        sender.added();
        dropIfStopped();
        return id;
    }

    private QueuedScore encoded(
            Score score,
            ScoreTarget target,
            ScoreId id,
            @Nullable String environment,
            Sinks.@Nullable Empty<Void> outcome) {
        String effective = environment == null ? settings.environment() : environment;
        return new QueuedScore(
                id,
                score.name(),
                ids.next(),
                score.timestamp() == null ? settings.clock().instant() : score.timestamp(),
                json.body(score, target, id, effective),
                outcome,
                settings.timer().now(TimeUnit.NANOSECONDS));
    }

    /** Without a trace, and with ids of another form, there is no decision to follow. */
    private boolean isSampledOut(ScoreTarget target) {
        String traceId = target instanceof ScoreTarget.Trace trace
                ? trace.traceId()
                : target instanceof ScoreTarget.Observation observation ? observation.traceId() : null;
        return traceId != null && isTraceId(traceId) && !settings.sampled().test(traceId);
    }

    private static boolean isTraceId(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return text.length() == TRACE_ID_LENGTH;
    }

    private ScoreException refusal(Score score) {
        String which = "Score '" + score.name() + "' ";
        if (closed.get()) {
            return new ScoreException(
                    ScoreException.Reason.CLOSED, which + "was refused because the client is closed", 0, null);
        }
        Optional<String> problem = score.problem();
        return problem.isPresent()
                ? new ScoreException(ScoreException.Reason.INVALID, which + "was not sent: " + problem.get(), 0, null)
                : new ScoreException(
                        ScoreException.Reason.QUEUE_FULL,
                        which + "was dropped: the queue is full, or could never hold it",
                        0,
                        null);
    }

    private @Nullable ScoreId acceptOrWarn(Score score, ScoreTarget target) {
        try {
            return accept(score, target, score.environment(), null);
        } catch (Throwable failure) { // of the user's sampling or clock, or of an object in the metadata
            Exceptions.throwIfFatal(failure);
            counters.invalid.increment();
            invalidWarning.warn(() -> "Score '" + score.name() + "' could not be taken: " + failure);
            return null;
        }
    }

    @Override
    public Mono<Void> flush() {
        return Mono.defer(() -> {
            Sinks.Empty<Void> reached = Sinks.empty();
            queue.add(QueuedScore.mark(reached, settings.timer().now(TimeUnit.NANOSECONDS)));
            sender.added();
            dropIfStopped();
            return reached.asMono();
        });
    }

    @Override
    public ScoreStatistics statistics() {
        return counters.snapshot(queue);
    }

    @Override
    public Mono<Void> disposeLater() {
        return disposal;
    }

    private Mono<Void> stop() {
        closed.set(true);
        return flush().timeout(settings.queue().shutdownTimeout(), Mono.empty(), settings.timer())
                .then(Mono.fromRunnable(this::end));
    }

    /** At once. */
    void end() {
        closed.set(true);
        stopped = true;
        sender.stop();
        dropIfStopped();
    }

    /** What came between the last batch and the end. */
    private void dropIfStopped() {
        if (!stopped) {
            return;
        }
        for (QueuedScore left = queue.poll(); left != null; left = queue.poll()) {
            if (left.isMark()) {
                left.arrived();
            } else {
                queue.settled(1, left.bytes());
                counters.undelivered.increment();
                left.failed(ScoreDelivery.closed().get());
            }
        }
    }

    static ScoreTarget requireTarget(Score score) {
        ScoreTarget target = Objects.requireNonNull(score, "score").target();
        if (target == null) {
            throw new IllegalArgumentException("Score '" + score.name()
                    + "' has no target; call trace(…), observation(…), session(…) or datasetRun(…) on it");
        }
        return target;
    }
}
