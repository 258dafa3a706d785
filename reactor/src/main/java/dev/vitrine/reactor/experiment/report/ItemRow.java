package dev.vitrine.reactor.experiment.report;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentItemFailure;
import dev.vitrine.experiment.ExperimentItemOutcome;
import dev.vitrine.experiment.ExperimentItemResult;
import dev.vitrine.experiment.ExperimentResult;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One row of the table of items. */
final class ItemRow {
    private final ExperimentResult result;
    private final List<ScoreSeries> series;
    private final ItemCells cells;

    ItemRow(ExperimentResult result, ReportOptions options, ImageBudget budget) {
        this.result = result;
        this.series = ScoreSeries.of(result);
        this.cells = new ItemCells(options, budget);
    }

    String html(PicturedItem pictured) {
        ExperimentItemOutcome outcome = pictured.outcome();
        long number = outcome.index() + 1;
        Html out = new Html();
        boolean failed = outcome instanceof ExperimentItemFailure;
        out.raw("<tr id=\"item-").raw(number).raw(failed ? "\" class=\"failed\">" : "\">");
        out.raw("<th scope=\"row\" data-label=\"Item\" data-v=\"")
                .raw(number)
                .raw("\"><a href=\"#item-")
                .raw(number);
        out.raw("\">").raw(number).raw("</a>");
        if (outcome.item().id() != null) {
            out.raw("<span class=\"id\"")
                    .attribute("title", outcome.item().id())
                    .raw(">");
            out.text(outcome.item().id()).raw("</span>");
        }
        out.raw("</th>");
        Object expected = outcome.item().expectedOutput();
        String expectedText = expected == null ? null : ValueText.of(expected);
        cell("Input", text(outcome.item().input()), pictured.input(), out);
        cell("Expected", expectedText, pictured.expected(), out);
        if (outcome instanceof ExperimentItemResult done) {
            actual(done, expectedText, pictured, out);
            series.forEach(each -> scores(done, each, out));
        } else if (outcome instanceof ExperimentItemFailure failure) {
            failure(failure, out);
            series.forEach(each -> out.raw("<td class=\"empty\"")
                    .attribute("data-label", each.name())
                    .raw(" data-v=\"\"></td>"));
        }
        trace(outcome, number, out);
        return out.raw("</tr>\n").toString();
    }

    private void cell(String label, @Nullable String text, List<Picture> pictures, Html out) {
        out.raw("<td").attribute("data-label", label).raw(">");
        cells.value(text, pictures, out);
        out.raw("</td>");
    }

    private void actual(ExperimentItemResult done, @Nullable String expected, PicturedItem pictured, Html out) {
        String text = text(done.output());
        out.raw("<td data-label=\"Actual\">");
        if (text != null && text.equals(expected)) {
            out.raw("<span class=\"same\">as expected</span>");
        }
        cells.value(text, pictured.output(), out);
        out.raw("</td>");
    }

    private void failure(ExperimentItemFailure failure, Html out) {
        out.raw("<td data-label=\"Actual\"><span class=\"pill no\">✗ failed</span><div class=\"error\">");
        out.element("strong", "", failure.error().getClass().getSimpleName());
        String message = failure.error().getMessage();
        if (message != null && !message.isEmpty()) {
            cells.longText(message, out);
        }
        out.raw("</div></td>");
    }

    private void scores(ExperimentItemResult done, ScoreSeries of, Html out) {
        List<Evaluation> given = done.evaluations().stream()
                .filter(evaluation -> evaluation.name().equals(of.name()))
                .toList();
        String wide = of.kind() == ScoreSeries.Kind.TEXTS ? "scores wide-text" : "scores";
        out.raw("<td").attribute("class", given.isEmpty() ? "empty" : wide).attribute("data-label", of.name());
        out.attribute("data-v", given.isEmpty() ? "" : sortValue(given.get(0), of))
                .raw(">");
        given.forEach(evaluation -> cells.score(evaluation, of, out));
        out.raw("</td>");
    }

    private static String sortValue(Evaluation evaluation, ScoreSeries of) {
        boolean byNumber = of.kind() == ScoreSeries.Kind.NUMBERS || of.kind() == ScoreSeries.Kind.TRUTHS;
        OptionalDouble number = evaluation.number();
        if (byNumber) {
            return number.isPresent() ? Double.toString(number.getAsDouble()) : "";
        }
        return evaluation.value() == null ? "" : evaluation.value().wireValue().toString();
    }

    private void trace(ExperimentItemOutcome outcome, long number, Html out) {
        out.raw("<td class=\"trace\" data-label=\"Trace\">");
        String url = result.traceUrl(outcome).filter(Links::safe).orElse(null);
        if (url != null) {
            out.raw("<a rel=\"noopener noreferrer\"").attribute("href", url).raw(">Trace");
            out.raw("<span class=\"unseen\"> of item ").raw(number).raw("</span></a>");
        } else if (outcome.traceId() != null) {
            out.element("span", "id", outcome.traceId());
        } else {
            out.raw("<span class=\"none\">none</span>");
        }
        out.raw("</td>");
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : ValueText.of(value);
    }
}
