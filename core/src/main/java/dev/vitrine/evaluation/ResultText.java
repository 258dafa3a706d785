package dev.vitrine.evaluation;

import java.util.Locale;
import java.util.Map;

/** The report of a batch evaluation. */
final class ResultText {
    private static final String RULE = "=".repeat(60);
    private static final double NANOS = 1e9;
    private final StringBuilder text = new StringBuilder();

    private ResultText() {}

    static String of(BatchEvaluationResult result) {
        ResultText report = new ResultText();
        report.line(RULE).line("Batch Evaluation Results").line(RULE);
        report.counts(result);
        report.evaluators(result);
        report.performance(result);
        report.errors(result);
        report.rest(result);
        report.text.append(RULE);
        return report.text.toString();
    }

    private void counts(BatchEvaluationResult result) {
        line("");
        line("Status: " + (result.completed() ? "Completed" : "Incomplete"));
        line("Duration: %.2fs", seconds(result));
        line("");
        line("Items fetched: " + result.totalItemsFetched());
        line("Items processed: " + result.totalItemsProcessed());
        if (result.totalItemsFailed() > 0) {
            line("Items failed: " + result.totalItemsFailed());
        }
        if (result.totalItemsFetched() > 0) {
            line("Success rate: %.1f%%", percent(result.totalItemsProcessed(), result.totalItemsFetched()));
        }
        line("");
        line("Scores created: " + result.totalScoresCreated());
        if (result.totalCompositeScoresCreated() > 0) {
            line("Composite scores: " + result.totalCompositeScoresCreated());
        }
        line("Total scores: " + (result.totalScoresCreated() + result.totalCompositeScoresCreated()));
    }

    private void evaluators(BatchEvaluationResult result) {
        if (result.evaluatorStats().isEmpty()) {
            return;
        }
        line("").line("Evaluator Performance:");
        for (EvaluatorStats stats : result.evaluatorStats()) {
            line("  " + stats.name() + ":");
            if (stats.totalRuns() > 0) {
                line(
                        "    Runs: %d/%d (%.1f%% success)",
                        stats.successfulRuns(), stats.totalRuns(), percent(stats.successfulRuns(), stats.totalRuns()));
                line("    Scores created: " + stats.totalScoresCreated());
                if (stats.failedRuns() > 0) {
                    line("    Failed runs: " + stats.failedRuns());
                }
            }
        }
    }

    private void performance(BatchEvaluationResult result) {
        double seconds = seconds(result);
        if (result.totalItemsProcessed() == 0 || seconds <= 0) {
            return;
        }
        line("").line("Performance:");
        line("  Throughput: %.2f items/second", result.totalItemsProcessed() / seconds);
        if (result.totalScoresCreated() > 0) {
            line("  Avg scores per item: %.2f", (double) result.totalScoresCreated() / result.totalItemsProcessed());
        }
    }

    private void errors(BatchEvaluationResult result) {
        if (result.errorSummary().isEmpty()) {
            return;
        }
        line("").line("Errors encountered:");
        for (Map.Entry<String, Long> error : result.errorSummary().entrySet()) {
            line("  " + error.getKey() + ": " + error.getValue());
        }
    }

    private void rest(BatchEvaluationResult result) {
        if (!result.completed()) {
            line("").line("Warning: Evaluation incomplete");
            BatchEvaluationResumeToken token = result.resumeToken();
            if (token != null) {
                line("  Last processed: " + token.lastProcessedTimestamp());
                line("  Items processed: " + token.itemsProcessed());
                line("  Use resume_from parameter to continue");
            }
        }
        if (result.hasMoreItems()) {
            line("").line("Note: More items available beyond max_items limit");
        }
    }

    private ResultText line(String line) {
        text.append(line).append('\n');
        return this;
    }

    private void line(String format, Object... values) {
        line(String.format(Locale.ROOT, format, values));
    }

    private static double seconds(BatchEvaluationResult result) {
        return result.duration().toNanos() / NANOS;
    }

    private static double percent(long part, long whole) {
        return 100.0 * part / whole;
    }
}
