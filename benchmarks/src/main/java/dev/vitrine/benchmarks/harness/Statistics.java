package dev.vitrine.benchmarks.harness;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** Medians and ratios. What was not measured is NaN, here and in everything that is made of it. */
final class Statistics {
    private Statistics() {}

    /** NaN values are passed over; NaN for none. */
    static double median(Collection<Double> values) {
        double[] sorted = values.stream()
                .mapToDouble(value -> value)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double least(Collection<Double> values) {
        return Arrays.stream(values.stream().mapToDouble(value -> value).toArray())
                .filter(value -> !Double.isNaN(value))
                .min()
                .orElse(Double.NaN);
    }

    static double ratio(double value, double to) {
        return to > 0 ? value / to : Double.NaN;
    }

    /** Three digits that count, a dash for what was not measured. */
    static String text(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return "–";
        }
        double size = Math.abs(value);
        return String.format(
                Locale.ROOT, size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f", value);
    }
}
