package dev.vitrine.reactor.experiment.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Distributions as pictures. Colours are the style's; every picture says in words what it shows. */
final class Charts {
    private static final double WIDTH = 320;
    private static final double TOP = 16;
    private static final double HEIGHT = 84;
    private static final double GAP = 2;
    private static final double ROW = 26;
    private static final double LABEL = 96;
    private static final double COUNT = 64;
    private static final int MOST_ROWS = 8;
    private static final int LABEL_LENGTH = 16;

    private Charts() {}

    /** Columns over a scale, with a mark at the mean. */
    static void histogram(ScoreSeries series, Html out) {
        Histogram bins = Histogram.of(series);
        double height = TOP + HEIGHT + 20;
        open(
                out,
                height,
                "Histogram of " + series.shown() + " values from " + series.text(bins.low()) + " to "
                        + series.text(bins.high()) + ", mean " + Numbers.decimals(series.mean()));
        int count = bins.counts().length;
        double step = WIDTH / count;
        for (int i = 0; i < count; i++) {
            int value = bins.counts()[i];
            if (value > 0) {
                double tall = Math.max(2, HEIGHT * value / bins.highest());
                column(out, i * step + GAP / 2, TOP + HEIGHT - tall, Math.min(step - GAP, 64), tall);
                label(
                        out,
                        "count",
                        i * step + GAP / 2 + Math.min(step - GAP, 64) / 2,
                        TOP + HEIGHT - tall - 4,
                        "middle",
                        "" + value);
            }
        }
        line(out, "axis", 0, TOP + HEIGHT + 0.5, WIDTH, TOP + HEIGHT + 0.5);
        if (bins.low() < bins.high()) {
            double mean = WIDTH * (series.mean() / 2 - bins.low() / 2) / (bins.high() / 2 - bins.low() / 2);
            out.raw("<path class=\"mean\" d=\"M").raw(Numbers.coordinate(mean)).raw(" ");
            out.raw(Numbers.coordinate(TOP + HEIGHT + 3)).raw("l5 8h-10z\"/>");
            label(out, "tick", WIDTH, height - 4, "end", series.text(bins.high()));
        }
        label(out, "tick", 0, height - 4, "start", series.text(bins.low()));
        out.raw("</svg>");
    }

    /** A bar for each category; beyond the eighth they are added up. */
    static void bars(ScoreSeries series, Html out) {
        List<Map.Entry<String, Integer>> rows = new ArrayList<>(series.counts().entrySet());
        if (rows.size() > MOST_ROWS) {
            int rest = rows.subList(MOST_ROWS - 1, rows.size()).stream()
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            int kinds = rows.size() - MOST_ROWS + 1;
            rows = new ArrayList<>(rows.subList(0, MOST_ROWS - 1));
            rows.add(Map.entry(kinds + " others", rest));
        }
        int most = rows.stream().mapToInt(Map.Entry::getValue).max().orElse(1);
        StringBuilder words = new StringBuilder("Bars:");
        rows.forEach(row -> words.append(' ')
                .append(row.getKey())
                .append(' ')
                .append(row.getValue())
                .append(';'));
        open(out, ROW * rows.size(), words.toString());
        for (int i = 0; i < rows.size(); i++) {
            bar(series, rows.get(i), most, i * ROW, out);
        }
        out.raw("</svg>");
    }

    private static void bar(ScoreSeries series, Map.Entry<String, Integer> row, int most, double y, Html out) {
        double space = WIDTH - LABEL - COUNT;
        int value = row.getValue();
        label(out, "name", 0, y + 17, "start", cut(row.getKey()));
        rectangle(out, "track", LABEL, y + 5, space, ROW - 10);
        boolean no = series.kind() == ScoreSeries.Kind.TRUTHS && row.getKey().equals("false");
        rectangle(out, no ? "bar no" : "bar", LABEL, y + 5, space * value / Math.max(1, most), ROW - 10);
        String share = value + " · " + Numbers.percent(value, series.shown());
        label(out, "tick", WIDTH, y + 17, "end", share);
    }

    /** A share of the scale, beside a number in the table. */
    static void meter(double share, Html out) {
        double width = 44 * Math.max(0, Math.min(1, share));
        out.raw("<svg class=\"meter\" viewBox=\"0 0 44 4\" width=\"44\" height=\"4\" aria-hidden=\"true\">");
        rectangle(out, "track", 0, 0, 44, 4);
        rectangle(out, "bar", 0, 0, width, 4);
        out.raw("</svg>");
    }

    private static void open(Html out, double height, String words) {
        out.raw("<svg class=\"chart\" role=\"img\" viewBox=\"0 0 320 ")
                .raw(Numbers.coordinate(height))
                .raw("\"");
        out.attribute("aria-label", words).raw(">");
    }

    private static void column(Html out, double x, double y, double width, double height) {
        rectangle(out, "bar", x, y, width, height);
    }

    private static void rectangle(Html out, String cssClass, double x, double y, double width, double height) {
        out.raw("<rect").attribute("class", cssClass);
        out.attribute("x", Numbers.coordinate(x)).attribute("y", Numbers.coordinate(y));
        out.attribute("width", Numbers.coordinate(width)).attribute("height", Numbers.coordinate(height));
        out.raw(" rx=\"2\"/>");
    }

    private static void line(Html out, String cssClass, double x1, double y1, double x2, double y2) {
        out.raw("<line").attribute("class", cssClass);
        out.attribute("x1", Numbers.coordinate(x1)).attribute("y1", Numbers.coordinate(y1));
        out.attribute("x2", Numbers.coordinate(x2)).attribute("y2", Numbers.coordinate(y2));
        out.raw("/>");
    }

    private static void label(Html out, String cssClass, double x, double y, String anchor, String text) {
        out.raw("<text").attribute("class", cssClass);
        out.attribute("x", Numbers.coordinate(x)).attribute("y", Numbers.coordinate(y));
        out.attribute("text-anchor", anchor).raw(">").text(text).raw("</text>");
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LABEL_LENGTH
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LABEL_LENGTH - 1)) + "…";
    }
}
