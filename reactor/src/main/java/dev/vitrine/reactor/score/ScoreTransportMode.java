package dev.vitrine.reactor.score;

/** How scores reach the platform. */
public enum ScoreTransportMode {
    /** Batches; single scores from the first answer on that says that the batch endpoint is not there. */
    AUTO,
    /** {@code POST /api/public/ingestion}, in batches. */
    BATCHES,
    /** {@code POST /api/public/scores}, one score a request. */
    SINGLE
}
