package dev.vitrine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.experiment.Evaluation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchEvaluationResultTests {
    private static final String GOLDEN = """
            ============================================================
            Batch Evaluation Results
            ============================================================

            Status: Completed
            Duration: 12.35s

            Items fetched: 100
            Items processed: 97
            Items failed: 3
            Success rate: 97.0%

            Scores created: 190
            Composite scores: 97
            Total scores: 287

            Evaluator Performance:
              accuracy:
                Runs: 95/97 (97.9% success)
                Scores created: 95
                Failed runs: 2
              tone:
                Runs: 97/97 (100.0% success)
                Scores created: 95
              never:

            Performance:
              Throughput: 7.86 items/second
              Avg scores per item: 1.96

            Errors encountered:
              ValueError: 2
              KeyError: 1

            Note: More items available beyond max_items limit
            ============================================================""";

    private static BatchEvaluationResult golden() {
        Map<String, Long> errors = new LinkedHashMap<>();
        errors.put("ValueError", 2L);
        errors.put("KeyError", 1L);
        return new BatchEvaluationResult(
                100,
                97,
                3,
                190,
                97,
                2,
                List.of(
                        new EvaluatorStats("accuracy", 97, 95, 2, 95),
                        new EvaluatorStats("tone", 97, 97, 0, 95),
                        EvaluatorStats.named("never")),
                null,
                true,
                Duration.ofMillis(12_346),
                List.of("a", "b", "c"),
                errors,
                true,
                Map.of("x", List.of(Evaluation.numeric("secret judgement", 1))));
    }

    private static BatchEvaluationResult empty(boolean completed, @Nullable BatchEvaluationResumeToken token) {
        return new BatchEvaluationResult(
                0, 0, 0, 0, 0, 0, List.of(), token, completed, Duration.ZERO, List.of(), Map.of(), false, Map.of());
    }

    @Test
    void toString_everything_isTheGoldenText() {
        assertThat(golden()).hasToString(GOLDEN);
    }

    @Test
    void toString_inALocaleWithCommas_isTheSame() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(golden()).hasToString(GOLDEN);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void toString_nothingHappened_leavesOutWhatDoesNotApply() {
        assertThat(empty(true, null)).hasToString("""
                ============================================================
                Batch Evaluation Results
                ============================================================

                Status: Completed
                Duration: 0.00s

                Items fetched: 0
                Items processed: 0

                Scores created: 0
                Total scores: 0
                ============================================================""");
    }

    @Test
    void toString_incompleteWithToken_saysHowToGoOn() {
        BatchEvaluationResumeToken token =
                BatchEvaluationResumeToken.of(EvaluationScope.TRACES, null, "2026-11-01T10:00:00Z", "t1", 42);
        assertThat(empty(false, token).toString())
                .contains("Status: Incomplete\n")
                .endsWith("""
                        Total scores: 0

                        Warning: Evaluation incomplete
                          Last processed: 2026-11-01T10:00:00Z
                          Items processed: 42
                          Use resume_from parameter to continue
                        ============================================================""");
        assertThat(empty(false, null).toString()).endsWith("""
                Total scores: 0

                Warning: Evaluation incomplete
                ============================================================""");
    }

    @Test
    void toString_processedWithoutScores_hasNoAverage() {
        BatchEvaluationResult result = new BatchEvaluationResult(
                2, 2, 0, 0, 0, 2, List.of(), null, true, Duration.ofSeconds(1), List.of(), Map.of(), false, Map.of());
        assertThat(result.toString())
                .contains("  Throughput: 2.00 items/second\n=")
                .doesNotContain("Avg");
    }

    @Test
    void outcome_asText_hasNoJudgement() {
        ItemOutcome outcome = new ItemOutcome(
                "o", "t", java.time.Instant.EPOCH, List.of(Evaluation.text("n", "private")), List.of(), 0, null);
        assertThat(outcome).hasToString("ItemOutcome[o, 1 evaluations]");
        assertThat(outcome.isProcessed()).isTrue();
        assertThat(outcome.error()).isEmpty();
    }
}
