package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.BatchEvaluationResult;
import dev.vitrine.evaluation.BatchEvaluationResumeToken;
import dev.vitrine.evaluation.EvaluatorStats;
import dev.vitrine.evaluation.ItemOutcome;
import dev.vitrine.experiment.Evaluation;
import dev.vitrine.reactor.experiment.Evaluator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The counts of one run. Changed by one signal at a time, page after page and in page order. */
final class Tally {
    private final List<EvaluatorStats> stats = new ArrayList<>();
    private final List<String> failedIds = new ArrayList<>();
    private final Map<String, Long> errors = new LinkedHashMap<>();
    private final Map<String, List<Evaluation>> kept = new LinkedHashMap<>();
    private final boolean keep;
    private long processed;
    private long failed;
    private long scores;
    private long compositeScores;
    private long evaluationsFailed;
    private String lastTimestamp = "";
    private String lastId = "";

    Tally(List<Evaluator> evaluators, boolean keep, @Nullable BatchEvaluationResumeToken resumed) {
        this.keep = keep;
        distinctNames(evaluators).forEach(name -> stats.add(EvaluatorStats.named(name)));
        if (resumed != null) {
            lastTimestamp = resumed.lastProcessedTimestamp();
            lastId = resumed.lastProcessedId();
        }
    }

    /** Statistics are by position; names that come again get a number. */
    private static List<String> distinctNames(List<Evaluator> evaluators) {
        Set<String> given = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (Evaluator evaluator : evaluators) {
            String name = evaluator.name();
            for (int number = 2; !given.add(name); number++) {
                name = evaluator.name() + "#" + number;
            }
            names.add(name);
        }
        return names;
    }

    void add(Evaluated evaluated) {
        ItemOutcome outcome = evaluated.outcome();
        Throwable failure = outcome.failure();
        if (failure != null) {
            failed++;
            failedIds.add(outcome.id());
            errors.merge(nameOf(failure), 1L, Long::sum);
            return;
        }
        processed++;
        scores += outcome.evaluations().size();
        compositeScores += outcome.compositeEvaluations().size();
        evaluationsFailed += outcome.failedEvaluators();
        for (int i = 0; i < evaluated.runs().size(); i++) {
            stats.set(i, plus(stats.get(i), evaluated.runs().get(i)));
        }
        if (keep) {
            List<Evaluation> all = new ArrayList<>(outcome.evaluations());
            all.addAll(outcome.compositeEvaluations());
            kept.put(outcome.id(), List.copyOf(all));
        }
        lastTimestamp = outcome.timestamp().toString();
        lastId = outcome.id();
    }

    private static EvaluatorStats plus(EvaluatorStats before, Evaluated.Run run) {
        return new EvaluatorStats(
                before.name(),
                before.totalRuns() + 1,
                before.successfulRuns() + (run.failed() ? 0 : 1),
                before.failedRuns() + (run.failed() ? 1 : 0),
                before.totalScoresCreated() + run.evaluations().size());
    }

    private static String nameOf(Throwable failure) {
        String simple = failure.getClass().getSimpleName();
        return simple.isEmpty() ? failure.getClass().getName() : simple;
    }

    long processed() {
        return processed;
    }

    long failed() {
        return failed;
    }

    long scores() {
        return scores;
    }

    long compositeScores() {
        return compositeScores;
    }

    String lastTimestamp() {
        return lastTimestamp;
    }

    String lastId() {
        return lastId;
    }

    BatchEvaluationResult result(
            long fetched, @Nullable BatchEvaluationResumeToken token, boolean more, Duration duration) {
        return new BatchEvaluationResult(
                fetched,
                processed,
                failed,
                scores,
                compositeScores,
                evaluationsFailed,
                stats,
                token,
                token == null,
                duration,
                failedIds,
                errors,
                more,
                kept);
    }
}
