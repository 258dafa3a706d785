package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.BatchEvaluationResult;
import dev.vitrine.evaluation.BatchEvaluationResumeToken;
import java.util.Locale;
import org.slf4j.Logger;

/** Tells of a run at info, where that was asked for. */
final class RunLog {
    private final BatchSpec<?> spec;
    private final Logger log;
    private int page;

    RunLog(BatchSpec<?> spec, Logger log) {
        this.spec = spec;
        this.log = log;
    }

    void started() {
        tell("Starting batch evaluation of {} with {} evaluators", spec.scope.wireValue(), spec.evaluators.size());
        BatchEvaluationResumeToken resumed = spec.resumeFrom;
        if (resumed != null) {
            tell(
                    "Resuming after {} ({} items processed before)",
                    resumed.lastProcessedTimestamp(),
                    resumed.itemsProcessed());
        }
    }

    void fetched(BatchPages.Fetched<?> fetched, long total) {
        page++;
        tell(
                "Fetched page {}: {} items to evaluate, {} received so far",
                page,
                fetched.items().size(),
                total);
        if (fetched.truncated()) {
            tell(
                    "Limiting page {} to {} items by maxItems {}",
                    page,
                    fetched.items().size(),
                    limit());
        }
    }

    void pageDone(Tally tally) {
        long attempted = tally.processed() + tally.failed();
        String share = spec.maxItems == null || spec.maxItems == 0
                ? ""
                : String.format(Locale.ROOT, " (%.1f%% of maxItems)", 100.0 * attempted / spec.maxItems);
        tell(
                "Progress: {} items processed, {} failed, {} scores created{}",
                tally.processed(),
                tally.failed(),
                tally.scores() + tally.compositeScores(),
                share);
    }

    void limitReached(boolean more) {
        tell("Reached maxItems {}, {}", limit(), more ? "more items are available" : "no more items");
    }

    private long limit() {
        return spec.maxItems == null ? Long.MAX_VALUE : spec.maxItems;
    }

    void flushing() {
        tell("Flushing scores");
    }

    void ended(BatchEvaluationResult result) {
        tell(
                "Batch evaluation {}: {} items processed, {} failed, {} scores created",
                result.completed() ? "completed" : "incomplete",
                result.totalItemsProcessed(),
                result.totalItemsFailed(),
                result.totalScoresCreated() + result.totalCompositeScoresCreated());
    }

    private void tell(String format, Object... values) {
        if (spec.verbose) {
            log.info(format, values);
        }
    }
}
