package dev.vitrine.reactor.experiment.report;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.score.ScoreValue;
import java.util.List;
import java.util.OptionalDouble;

/** The distribution of each evaluation, and what the run evaluators said. */
final class EvaluationCards {
    private final ExperimentResult result;
    private final List<ScoreSeries> series;

    EvaluationCards(ExperimentResult result, List<ScoreSeries> series) {
        this.result = result;
        this.series = series;
    }

    void write(Html out) {
        if (!result.runEvaluations().isEmpty()) {
            out.raw(
                    "<section aria-labelledby=\"run-title\">\n<h2 id=\"run-title\">The run as a whole</h2>\n<dl class=\"run-scores\">\n");
            result.runEvaluations().forEach(evaluation -> runEvaluation(evaluation, out));
            out.raw("</dl>\n</section>\n");
        }
        List<ScoreSeries> shown = series.stream()
                .filter(each -> each.kind() != ScoreSeries.Kind.TEXTS)
                .toList();
        if (!shown.isEmpty()) {
            out.raw(
                    "<section aria-labelledby=\"scores-title\">\n<h2 id=\"scores-title\">Scores</h2>\n<div class=\"cards\">\n");
            shown.forEach(each -> card(each, out));
            out.raw("</div>\n</section>\n");
        }
    }

    private static void card(ScoreSeries series, Html out) {
        out.raw("<article class=\"card\">").element("h3", "", series.name());
        switch (series.kind()) {
            case NUMBERS -> {
                fact(
                        "mean " + Numbers.decimals(series.mean()) + " · median " + series.text(series.median()),
                        series,
                        out);
                Charts.histogram(series, out);
            }
            case TRUTHS -> {
                int yes = series.counts().getOrDefault("true", 0);
                fact("true in " + Numbers.percent(yes, series.shown()), series, out);
                Charts.bars(series, out);
            }
            case CATEGORIES -> {
                int kinds = series.counts().size();
                fact(kinds + (kinds == 1 ? " category" : " categories"), series, out);
                Charts.bars(series, out);
            }
            case TEXTS -> throw new IllegalStateException("texts have no distribution");
        }
        out.raw("</article>\n");
    }

    private static void fact(String text, ScoreSeries series, Html out) {
        int count = series.shown();
        String others = series.others() == 0 ? "" : ", " + series.others() + " of another kind";
        String skipped = series.skipped() == 0 ? "" : ", " + series.skipped() + " skipped";
        out.element("p", "fact", text + " · " + count + (count == 1 ? " score" : " scores") + others + skipped);
    }

    private static void runEvaluation(Evaluation evaluation, Html out) {
        out.raw("<div>").element("dt", "", evaluation.name()).raw("<dd>");
        ScoreValue value = evaluation.value();
        OptionalDouble number = value instanceof ScoreValue.Numeric ? evaluation.number() : OptionalDouble.empty();
        String text = value == null
                ? "skipped"
                : value instanceof ScoreValue.Bool bool
                        ? Boolean.toString(bool.truth())
                        : number.isPresent()
                                ? Numbers.text(number.getAsDouble())
                                : value.wireValue().toString();
        out.element("span", "number", text);
        if (evaluation.comment() != null && !evaluation.comment().isEmpty()) {
            out.element("span", "comment", evaluation.comment());
        }
        out.raw("</dd></div>\n");
    }
}
