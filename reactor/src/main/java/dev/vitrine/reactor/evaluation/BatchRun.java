package dev.vitrine.reactor.evaluation;

import dev.vitrine.VitrineException;
import dev.vitrine.evaluation.BatchEvaluationResult;
import dev.vitrine.evaluation.BatchEvaluationResumeToken;
import dev.vitrine.evaluation.BatchProgress;
import dev.vitrine.evaluation.ItemOutcome;
import dev.vitrine.evaluation.PagePosition;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.score.ScoreClient;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** One run, for one subscription. */
final class BatchRun<T extends EvaluatedItem> {
    private static final Logger log = LoggerFactory.getLogger(EvaluationClient.class);

    private final BatchSpec<T> spec;
    private final ScoreClient scores;
    private final Scheduler timer;
    private final BatchPages<T> pages;
    private final Tally tally;
    private final RunLog narration;
    private final String runId;
    private final ItemEvaluation<T> evaluation;
    private final long startedNanos;
    private PagePosition done;
    private long fetched;
    private boolean more;

    BatchRun(BatchSpec<T> spec, ItemSource<T> source, ScoreClient scores, Scheduler timer) {
        this.spec = spec;
        this.scores = scores;
        this.timer = timer;
        BatchEvaluationResumeToken resumed = spec.resumeFrom;
        this.pages = new BatchPages<>(spec, source, timer);
        this.tally = new Tally(spec.evaluators, spec.retainItemEvaluations, resumed);
        this.narration = new RunLog(spec, log);
        this.runId =
                resumed == null || resumed.runId() == null ? UUID.randomUUID().toString() : resumed.runId();
        this.evaluation = new ItemEvaluation<>(spec, new ItemScores(scores, spec.scope, runId, spec.metadata), timer);
        this.done = resumed == null ? PagePosition.START : resumed.position();
        this.startedNanos = timer.now(TimeUnit.NANOSECONDS);
    }

    /** What became of each item; at the end everything is flushed, and an interruption is an error with the result. */
    Flux<ItemOutcome> outcomes() {
        return Flux.defer(() -> {
                    narration.started();
                    return pages.pages().concatMap(this::page, 0);
                })
                .concatWith(Mono.defer(() -> {
                    narration.flushing();
                    return flush().then(Mono.<ItemOutcome>fromRunnable(() -> narration.ended(result())));
                }))
                .onErrorResume(failure -> !(failure instanceof Unfetched)
                        ? flush().then(Mono.error(failure))
                        : Mono.defer(() -> {
                            narration.flushing();
                            return flush().then(Mono.error(() -> interrupted(failure)));
                        }));
    }

    /** After the end of {@link #outcomes}, without an interruption. */
    BatchEvaluationResult result() {
        return tally.result(fetched, null, more, elapsed());
    }

    private EvaluationInterruptedException interrupted(Throwable unfetched) {
        Throwable failure = Objects.requireNonNull(unfetched.getCause());
        log.error(
                "A page of the batch evaluation could not be fetched, it ends after {} items: {}",
                tally.processed(),
                failure.toString());
        BatchEvaluationResult result = tally.result(fetched, token(), true, elapsed());
        narration.ended(result);
        return new EvaluationInterruptedException(result, failure);
    }

    private Flux<ItemOutcome> page(BatchPages.Fetched<T> page) {
        Throwable failure = page.failure();
        if (failure != null) {
            return Flux.error(isRefusal(failure) && fetched == 0 ? failure : new Unfetched(failure));
        }
        fetched += page.received();
        narration.fetched(page, fetched);
        if (page.items().isEmpty()) {
            done = page.end();
            return Flux.empty();
        }
        AtomicReferenceArray<Evaluated> ended =
                new AtomicReferenceArray<>(page.items().size());
        return Flux.range(0, page.items().size())
                .flatMap(
                        index -> evaluation
                                .evaluate(page.items().get(index))
                                .doOnNext(evaluated -> ended.set(index, evaluated)),
                        spec.maxConcurrency,
                        1)
                .map(Evaluated::outcome)
                .concatWith(Mono.defer(() -> closePage(page, ended)));
    }

    /** In page order, whatever the order in which the items ended. */
    private Mono<ItemOutcome> closePage(BatchPages.Fetched<T> page, AtomicReferenceArray<Evaluated> ended) {
        for (int i = 0; i < ended.length(); i++) {
            tally.add(ended.get(i));
        }
        done = page.end();
        more = page.limited() && (page.truncated() || page.more());
        narration.pageDone(tally);
        if (page.limited()) {
            narration.limitReached(more);
        }
        return flush().then(Mono.defer(this::checkpoint)).then(Mono.fromRunnable(this::tellProgress));
    }

    private Mono<Void> checkpoint() {
        return spec.checkpoints == null
                ? Mono.empty()
                : Flux.from(Objects.requireNonNull(
                                spec.checkpoints.apply(token()), "the checkpoint listener's result must not be null"))
                        .then();
    }

    private void tellProgress() {
        if (spec.progress == null) {
            return;
        }
        try {
            spec.progress.accept(new BatchProgress(
                    fetched,
                    tally.processed(),
                    tally.failed(),
                    tally.scores(),
                    spec.maxItems == null ? OptionalLong.empty() : OptionalLong.of(spec.maxItems),
                    elapsed()));
        } catch (RuntimeException failure) {
            log.warn("The progress listener of a batch evaluation failed: {}", failure.toString());
        }
    }

    private BatchEvaluationResumeToken token() {
        return BatchEvaluationResumeToken.of(
                        spec.scope, spec.filterText(), tally.lastTimestamp(), tally.lastId(), tally.processed())
                .at(runId, done);
    }

    private Mono<Void> flush() {
        return Mono.defer(scores::flush).timeout(spec.flushTimeout, timer).onErrorResume(failure -> {
            log.warn("Scores of the batch evaluation are not all delivered yet: {}", failure.toString());
            return Mono.empty();
        });
    }

    private Duration elapsed() {
        return Duration.ofNanos(timer.now(TimeUnit.NANOSECONDS) - startedNanos);
    }

    /** What no later run would be spared either: keys, filter, a server without lists. */
    private static boolean isRefusal(Throwable failure) {
        return !PageRetry.mayPass(failure)
                && (failure instanceof ApiException
                        || failure instanceof VitrineException
                        || failure instanceof IllegalStateException);
    }

    /** A page that could finally not be fetched. */
    private static final class Unfetched extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unfetched(Throwable cause) {
            super("page not fetched", cause, false, false);
        }
    }
}
