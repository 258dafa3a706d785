package dev.vitrine.reactor.score;

import dev.vitrine.reactor.http.ApiException;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** {@code POST /api/public/scores}: one score a request, one after the other. */
final class SingleTransport implements ScoreTransport {
    private final ApiExchange api;

    SingleTransport(ApiExchange api) {
        this.api = api;
    }

    @Override
    public Mono<Void> send(PendingScores pending) {
        return Flux.defer(() -> Flux.fromIterable(pending.scores()))
                .concatMap(score -> one(score, pending), 1)
                .then();
    }

    private Mono<Void> one(QueuedScore score, PendingScores pending) {
        ApiRequest request = ApiRequest.post("/api/public/scores")
                .json(score.body())
                .maxRetries(0)
                .build();
        return api.send(request)
                .doOnSuccess(done -> pending.delivered(score.eventId()))
                .onErrorResume(ApiException.class, failure -> {
                    if (!isOfThisScore(failure)) {
                        return Mono.error(failure);
                    }
                    pending.refused(score.eventId(), failure.status(), String.valueOf(failure.getMessage()), failure);
                    return Mono.empty();
                });
    }

    /** Other errors would meet the next score as well. */
    private static boolean isOfThisScore(ApiException failure) {
        int status = failure.status();
        return status == 400 || status == 409 || status == 413 || status == 422;
    }
}
