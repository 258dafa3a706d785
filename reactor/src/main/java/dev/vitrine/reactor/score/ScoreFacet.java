package dev.vitrine.reactor.score;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.http.ApiExchange;

/** Makes the score client of a Langfuse client. Not for users, who have {@link ScoreClient}. */
@CheckReturnValue
public final class ScoreFacet {
    private ScoreFacet() {}

    /** A client that sends its scores with {@code api}. Starts nothing before the first score. */
    public static ScoreClient client(ApiExchange api, ScoreSettings settings) {
        return new DefaultScoreClient(api, settings);
    }

    /** A client that takes no scores: every result is empty. */
    public static ScoreClient silent() {
        return SilentScoreClient.INSTANCE;
    }
}
