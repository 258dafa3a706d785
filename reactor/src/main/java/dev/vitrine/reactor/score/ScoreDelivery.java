package dev.vitrine.reactor.score;

import dev.vitrine.VitrineException;
import dev.vitrine.reactor.background.Backoff;
import dev.vitrine.reactor.background.SeldomWarning;
import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.score.ScoreQueueOptions;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Takes a batch to its end: every score of it is delivered, rejected or given up when the result completes. */
final class ScoreDelivery {
    private final ScoreTransport transport;
    private final ScoreCounters counters;
    private final SeldomWarning warning;
    private final SeldomWarning rejections;
    private final Retry retry;

    ScoreDelivery(
            ScoreTransport transport,
            ScoreCounters counters,
            SeldomWarning warning,
            SeldomWarning rejections,
            ScoreSettings settings) {
        this.transport = transport;
        this.counters = counters;
        this.warning = warning;
        this.rejections = rejections;
        ScoreQueueOptions options = settings.queue();
        this.retry = new Backoff(
                        options.maxRetries(), options.minBackoff(), options.maxBackoff(), options.maxRetryAfter())
                .retry(
                        failure -> failure instanceof PendingScores.StillOpen || Backoff.mayPass(failure),
                        settings.timer());
    }

    /** Never fails. Cancelling gives up what is open. */
    Mono<Void> deliver(List<QueuedScore> batch, ScoreQueue queue) {
        return deliver(new PendingScores(batch, queue, counters, rejections));
    }

    private Mono<Void> deliver(PendingScores pending) {
        return Mono.defer(() -> {
                    int[] attempts = {0};
                    return Mono.defer(() -> {
                                if (attempts[0]++ > 0) {
                                    counters.repeatedRequests.increment();
                                }
                                return transport.send(pending);
                            })
                            .then(Mono.defer(() -> stillOpen(pending)))
                            .retryWhen(retry);
                })
                .onErrorResume(failure -> giveUp(pending, failure))
                .doOnCancel(() -> pending.drop(closed()));
    }

    private static Mono<Void> stillOpen(PendingScores pending) {
        return pending.isEmpty()
                ? Mono.empty()
                : Mono.error(new PendingScores.StillOpen(pending.scores().size()));
    }

    private Mono<Void> giveUp(PendingScores pending, Throwable failure) {
        int count = pending.scores().size();
        if (failure instanceof ApiException.PayloadTooLarge tooLarge) {
            // a proxy before the platform may take less than the platform does
            if (count > 1) {
                PendingScores second = pending.splitOff();
                return deliver(pending).then(deliver(second));
            }
            pending.scores()
                    .forEach(score -> pending.refused(score.eventId(), tooLarge.status(), "it is too large", tooLarge));
        }
        if (pending.isEmpty()) {
            return Mono.empty();
        }
        int status = failure instanceof ApiException api ? api.status() : 0;
        String reason = failure instanceof VitrineException ? failure.getMessage() : failure.toString();
        warning.warn(() -> count + " scores were given up: " + reason);
        pending.drop(() -> new ScoreException(
                ScoreException.Reason.UNDELIVERED, "The score could not be delivered: " + reason, status, failure));
        return Mono.empty();
    }

    static Supplier<ScoreException> closed() {
        return () -> new ScoreException(
                ScoreException.Reason.CLOSED, "The client was closed before the score was delivered", 0, null);
    }
}
