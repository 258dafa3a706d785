package dev.vitrine.reactor.experiment.report;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.score.ScoreValue;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The contents of the table's cells. */
final class ItemCells {
    static final String OVER_LIMIT = "left out: the report is full";

    private static final int PREVIEW = 240;
    private static final int SHORT = 480;
    private static final int SHORT_LINES = 12;

    private final ReportOptions options;
    private final ImageBudget budget;

    ItemCells(ReportOptions options, ImageBudget budget) {
        this.options = options;
        this.budget = budget;
    }

    /** The media of a field, then its text. */
    void value(@Nullable String text, List<Picture> pictures, Html out) {
        if (!pictures.isEmpty()) {
            out.raw("<div class=\"media\">");
            for (int i = 0; i < pictures.size(); i++) {
                picture(pictures.get(i), i + 1, out);
            }
            out.raw("</div>");
        }
        if (text == null) {
            out.raw("<span class=\"none\">none</span>");
            return;
        }
        boolean onlyMark = pictures.size() == 1 && text.equals(ValueText.mark(1));
        if (onlyMark) {
            return;
        }
        Map<String, String> fields = text.length() <= SHORT ? ValueText.fields(text) : Map.of();
        if (fields.isEmpty()) {
            longText(text, out);
            return;
        }
        if (pictures.size() == 1) {
            fields.values().remove(ValueText.mark(1)); // the one picture is shown already
        }
        if (!fields.isEmpty()) {
            fields(fields, out);
        }
    }

    private static void fields(Map<String, String> fields, Html out) {
        out.raw("<dl class=\"fields\">");
        fields.forEach((name, value) -> {
            out.raw("<div>").element("dt", "", name);
            out.raw("<dd class=\"value\" dir=\"auto\">").text(value).raw("</dd></div>");
        });
        out.raw("</dl>");
    }

    private void picture(Picture picture, int number, Html out) {
        byte[] bytes = picture.bytes();
        if (bytes != null && budget.take(bytes.length)) {
            String words = "Media " + number + " of this field: " + picture.caption();
            out.raw("<details class=\"picture\"><summary><img loading=\"lazy\" decoding=\"async\"");
            out.attribute("alt", words).attribute("src", dataUri(picture.type(), bytes));
            out.raw("></summary><span class=\"caption\">")
                    .text(number + " · " + picture.caption())
                    .raw("</span></details>");
            return;
        }
        String reason = bytes == null ? picture.reason() : OVER_LIMIT;
        if (reason != null) {
            budget.leaveOut();
        }
        out.element("span", "chip", number + " · " + picture.caption() + (reason == null ? "" : " (" + reason + ")"));
    }

    private static String dataUri(String type, byte[] bytes) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    /** What is long shows its beginning and opens. */
    void longText(String text, Html out) {
        String shown = text;
        int max = options.maxValueCharacters();
        if (text.length() > max) {
            int end = whole(text, max);
            shown = text.substring(0, end) + "\n… " + (text.length() - end) + " more characters";
        }
        if (shown.length() <= SHORT && shown.lines().count() <= SHORT_LINES) {
            out.raw("<div class=\"value\" dir=\"auto\">").text(shown).raw("</div>");
            return;
        }
        String preview = text.substring(0, whole(text, Math.min(PREVIEW, text.length())));
        out.raw("<details class=\"long\"><summary><span class=\"value\" dir=\"auto\">")
                .text(oneLine(preview));
        out.raw("…</span></summary><div class=\"value\" dir=\"auto\">")
                .text(shown)
                .raw("</div></details>");
    }

    /** One evaluation: its value, and its comment below. */
    void score(Evaluation evaluation, @Nullable ScoreSeries series, Html out) {
        ScoreValue value = evaluation.value();
        out.raw("<div class=\"score\">");
        if (value == null) {
            out.element("span", "none", "skipped");
        } else if (value instanceof ScoreValue.Bool bool) {
            out.element("span", bool.truth() ? "pill yes" : "pill no", bool.truth() ? "✓ true" : "✗ false");
        } else if (value instanceof ScoreValue.Numeric numeric) {
            double number = numeric.number();
            out.element("span", "number", series == null ? Numbers.text(number) : series.text(number));
            if (series != null && Double.isFinite(number) && series.numbers().length > 0) {
                double range = series.high() / 2 - series.low() / 2;
                Charts.meter(range == 0 ? 1 : (number / 2 - series.low() / 2) / range, out);
            }
        } else if (value instanceof ScoreValue.Categorical categorical) {
            out.element("span", "pill", categorical.category());
        } else {
            longText(value.wireValue().toString(), out);
        }
        String comment = evaluation.comment();
        if (comment != null && !comment.isEmpty()) {
            out.raw("<div class=\"comment\">");
            longText(comment, out);
            out.raw("</div>");
        }
        out.raw("</div>");
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** Not in the middle of a surrogate pair. */
    private static int whole(String text, int end) {
        return end > 0 && end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }
}
