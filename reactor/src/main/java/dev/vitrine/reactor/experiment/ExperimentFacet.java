package dev.vitrine.reactor.experiment;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.reactor.dataset.DatasetClient;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.score.ScoreClient;
import dev.vitrine.reactor.trace.TracingFacet;

/** Makes the experiment client of a Langfuse client. Not for users, who have {@link ExperimentClient}. */
@CheckReturnValue
public final class ExperimentFacet {
    private ExperimentFacet() {}

    public static ExperimentClient client(
            ApiExchange api,
            DatasetClient datasets,
            TracingFacet tracing,
            ScoreClient scores,
            ExperimentSettings settings) {
        return new DefaultExperimentClient(
                datasets, new Recorder(tracing, scores, new RunLinks(api), settings), new ExperimentReads(api));
    }
}
