package dev.vitrine.reactor.experiment.report;

import dev.vitrine.experiment.ExperimentResult;
import java.util.List;
import java.util.OptionalDouble;

/** What stands before and after the rows. */
final class Page {
    private final ExperimentResult result;
    private final List<ScoreSeries> series;

    Page(ExperimentResult result) {
        this.result = result;
        this.series = ScoreSeries.of(result);
    }

    String head() {
        Html out = new Html();
        documentHead(out);
        out.raw("<body>\n<a class=\"skip\" href=\"#items\">Skip to the items</a>\n<header>\n");
        out.raw("<p class=\"kicker\">Experiment</p>\n")
                .element("h1", "", result.name())
                .raw("\n");
        out.raw("<p class=\"run\"><span class=\"unseen\">Run: </span>")
                .text(result.runName())
                .raw("</p>\n");
        String description = result.description();
        if (description != null && !description.isEmpty()) {
            out.element("p", "description", description).raw("\n");
        }
        links(out);
        tiles(out);
        out.raw("</header>\n<main>\n");
        new EvaluationCards(result, series).write(out);
        tableHead(out);
        return out.toString();
    }

    String foot(ImageBudget budget) {
        Html out = new Html();
        if (result.itemResults().isEmpty() && result.failures().isEmpty()) {
            out.raw("<tr><td class=\"nothing\" colspan=\"").raw(series.size() + 5L);
            out.raw("\">No items were run.</td></tr>\n");
        }
        out.raw("</tbody>\n</table>\n</div>\n</section>\n</main>\n<footer>\n<p>");
        if (budget.images() + budget.missing() > 0) {
            out.raw(budget.images())
                    .raw(budget.images() == 1 ? " image" : " images")
                    .raw(" in this file");
            out.raw(budget.missing() > 0 ? ", " + budget.missing() + " not shown. " : ". ");
        }
        out.raw("Made by Vitrine.</p>\n</footer>\n<script>").raw(Assets.get().script());
        return out.raw("</script>\n</body>\n</html>\n").toString();
    }

    private void documentHead(Html out) {
        Assets assets = Assets.get();
        out.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.raw("<meta http-equiv=\"Content-Security-Policy\"")
                .attribute("content", assets.policy())
                .raw(">\n");
        out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        out.raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
        out.element("title", "", result.name() + " · " + result.runName()).raw("\n<style>");
        out.raw(assets.style()).raw("</style>\n</head>\n");
    }

    private void links(Html out) {
        out.raw("<p class=\"facts\">");
        String url = result.datasetRunUrl();
        if (url != null && Links.safe(url)) {
            out.raw("<a rel=\"noopener noreferrer\"").attribute("href", url).raw(">Dataset run</a> ");
        }
        out.raw("<span>Experiment id <code>").text(result.experimentId()).raw("</code></span></p>\n");
    }

    private void tiles(Html out) {
        int failed = result.failures().size();
        out.raw("<dl class=\"tiles\">\n");
        tile("Items", Integer.toString(result.itemResults().size() + failed), "", out);
        tile("Failed", Integer.toString(failed), failed > 0 ? "bad" : "", out);
        for (ScoreSeries each : series) {
            OptionalDouble average = result.average(each.name());
            if (average.isPresent()) {
                tile(each.name(), Numbers.decimals(average.getAsDouble()), "average", out);
            }
        }
        out.raw("</dl>\n");
    }

    private static void tile(String name, String value, String cssClass, Html out) {
        out.raw("<div")
                .attribute("class", cssClass.isEmpty() ? "tile" : "tile " + cssClass)
                .raw(">")
                .element("dt", "", name);
        out.element("dd", "", value).raw("</div>\n");
    }

    private void tableHead(Html out) {
        out.raw("<section aria-labelledby=\"items-title\">\n<h2 id=\"items-title\">Items</h2>\n");
        out.raw(
                "<div class=\"tools\" id=\"tools\" hidden></div>\n<p class=\"unseen\" role=\"status\" id=\"status\"></p>\n");
        out.raw(
                "<div class=\"wide\" role=\"region\" aria-labelledby=\"items-title\" tabindex=\"0\">\n<table id=\"items\">\n");
        out.raw("<caption class=\"unseen\">Items with what was expected and what came out</caption>\n<thead><tr>");
        column("Item", "n", out);
        column("Input", "t", out);
        column("Expected", "t", out);
        column("Actual", "t", out);
        for (ScoreSeries each : series) {
            boolean number = each.kind() == ScoreSeries.Kind.NUMBERS || each.kind() == ScoreSeries.Kind.TRUTHS;
            column(each.name(), number ? "n" : "t", out);
        }
        out.raw("<th scope=\"col\">Trace</th></tr></thead>\n<tbody>\n");
    }

    private static void column(String name, String kind, Html out) {
        out.raw("<th scope=\"col\"")
                .attribute("data-sort", kind)
                .raw(">")
                .name(name)
                .raw("</th>");
    }
}
