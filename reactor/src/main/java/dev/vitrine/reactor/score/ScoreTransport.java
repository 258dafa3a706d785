package dev.vitrine.reactor.score;

import reactor.core.publisher.Mono;

/** One way to the platform. */
@FunctionalInterface
interface ScoreTransport {

    /**
     * Sends what is open, in order, and settles what the answers settle. Repeats nothing.
     *
     * @return completes after the last answer; an error says that the rest stays open
     */
    Mono<Void> send(PendingScores pending);
}
