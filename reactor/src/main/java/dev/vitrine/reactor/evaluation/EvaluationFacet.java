package dev.vitrine.reactor.evaluation;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.score.ScoreClient;
import reactor.core.scheduler.Scheduler;

/** Makes the evaluation client of a Langfuse client. Not for users, who have {@link EvaluationClient}. */
@CheckReturnValue
public final class EvaluationFacet {
    private EvaluationFacet() {}

    /** @param timer runs the pauses between attempts and the timeouts, and tells how long a run took */
    public static EvaluationClient client(ApiExchange api, ScoreClient scores, Scheduler timer) {
        return new DefaultEvaluationClient(api, scores, timer);
    }
}
