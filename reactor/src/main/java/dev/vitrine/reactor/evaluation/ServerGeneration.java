package dev.vitrine.reactor.evaluation;

/** Which of the platform's lists are read. */
public enum ServerGeneration {
    /** Asks the first time and remembers what the server has: {@link #PAGES}, and {@link #CURSOR} where that is gone. */
    AUTO,
    /** {@code GET /traces} and {@code GET /observations}: self-hosted v3, and v4 that still writes the older tables. */
    PAGES,
    /** {@code GET /v2/observations}: v4. A trace is what its root observation shows. */
    CURSOR
}
