package dev.vitrine.reactor.score;

import dev.vitrine.reactor.http.ApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Batches, until the platform says that it has no such endpoint; single scores from then on. */
final class FallbackTransport implements ScoreTransport {
    private static final Logger LOG = LoggerFactory.getLogger(ScoreClient.class);
    private final ScoreTransport batches;
    private final ScoreTransport single;
    private volatile boolean batchesMissing;

    FallbackTransport(ScoreTransport batches, ScoreTransport single) {
        this.batches = batches;
        this.single = single;
    }

    @Override
    public Mono<Void> send(PendingScores pending) {
        return Mono.defer(() -> batchesMissing
                ? single.send(pending)
                : batches.send(pending).onErrorResume(ApiException.class, failure -> {
                    if (!isMissing(failure.status())) {
                        return Mono.error(failure);
                    }
                    LOG.info("The platform has no endpoint for batches of scores; they are sent one by one");
                    batchesMissing = true;
                    return single.send(pending);
                }));
    }

    private static boolean isMissing(int status) {
        return status == 404 || status == 405 || status == 410;
    }
}
