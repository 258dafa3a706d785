package dev.vitrine.reactor.score;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.score.ScoreId;
import reactor.core.publisher.Mono;

/** Makes the score client of a Langfuse client. Not for users, who have {@link ScoreClient}. */
@CheckReturnValue
public final class ScoreFacet {
    private ScoreFacet() {}

    /** A client that sends its scores with {@code api}. Starts nothing before the first score. */
    public static ScoreClient client(ApiExchange api, ScoreSettings settings) {
        return new DefaultScoreClient(api, settings);
    }

    /** A client that is closed already, and says so of each score that it refuses. */
    public static ScoreClient closed(ApiExchange api, ScoreSettings settings) {
        DefaultScoreClient client = new DefaultScoreClient(api, settings);
        client.end();
        return client;
    }

    /**
     * A client that takes no scores: every result is empty.
     *
     * @param awaited what an awaited score comes to: nothing, or an error that says why
     */
    public static ScoreClient silent(Mono<ScoreId> awaited) {
        return new SilentScoreClient(awaited);
    }
}
