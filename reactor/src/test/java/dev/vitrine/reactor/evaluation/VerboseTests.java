package dev.vitrine.reactor.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.evaluation.BatchEvaluationResumeToken;
import dev.vitrine.evaluation.EvaluationScope;
import dev.vitrine.experiment.Evaluation;
import dev.vitrine.reactor.score.ScoreFacet;
import dev.vitrine.reactor.testing.ScriptedApi;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class VerboseTests {
    private final EvaluationClient client = EvaluationFacet.client(
            new ScriptedApi(request -> Mono.error(new AssertionError("no server here"))),
            ScoreFacet.silent(Mono.empty()),
            Schedulers.parallel());

    private static BatchEvaluation<TraceView> evaluation() {
        return BatchEvaluation.ofTraces(Mapping.whole())
                .source(new Lists(10))
                .pageSize(4)
                .evaluator("e", input -> Mono.just(Evaluation.numeric("n", 1)));
    }

    /** The simple backend writes to the standard error. */
    private List<String> logged(BatchEvaluation<TraceView> evaluation) {
        PrintStream before = System.err;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            client.run(evaluation).block(Duration.ofSeconds(10));
        } finally {
            System.setErr(before);
        }
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.contains("EvaluationClient"))
                .map(line -> line.replaceFirst(".* - ", ""))
                .toList();
    }

    @Test
    void verbose_tellsEachStep() {
        assertThat(logged(evaluation().verbose(true).maxItems(6)))
                .containsExactly(
                        "Starting batch evaluation of traces with 1 evaluators",
                        "Fetched page 1: 4 items to evaluate, 4 received so far",
                        "Progress: 4 items processed, 0 failed, 4 scores created (66.7% of maxItems)",
                        "Fetched page 2: 2 items to evaluate, 8 received so far",
                        "Limiting page 2 to 2 items by maxItems 6",
                        "Progress: 6 items processed, 0 failed, 6 scores created (100.0% of maxItems)",
                        "Reached maxItems 6, more items are available",
                        "Flushing scores",
                        "Batch evaluation completed: 6 items processed, 0 failed, 6 scores created");
    }

    @Test
    void verbose_resumed_tellsFromWhere() {
        assertThat(logged(evaluation()
                        .verbose(true)
                        .resumeFrom(BatchEvaluationResumeToken.of(
                                EvaluationScope.TRACES, null, "1970-01-01T00:00:00Z", "t0", 1))))
                .contains("Resuming after 1970-01-01T00:00:00Z (1 items processed before)");
    }

    @Test
    void quiet_tellsNothing() {
        assertThat(logged(evaluation())).isEmpty();
    }
}
