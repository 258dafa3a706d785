package dev.vitrine.reactor.experiment.report;

import dev.vitrine.experiment.Evaluation;
import dev.vitrine.experiment.ExperimentResult;
import dev.vitrine.score.ScoreValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All evaluations of one name.
 *
 * @param kind what most of its distribution can be shown as
 * @param numbers the finite numbers, ascending; of booleans none
 * @param counts how often each category, or {@code true} and {@code false}, was given; the most frequent first
 * @param others values that the distribution does not show
 * @param skipped evaluations without a value
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ScoreSeries(String name, Kind kind, double[] numbers, Map<String, Integer> counts, int others, int skipped) {
    enum Kind {
        NUMBERS,
        TRUTHS,
        CATEGORIES,
        TEXTS
    }

    static List<ScoreSeries> of(ExperimentResult result) {
        Map<String, Collected> byName = new LinkedHashMap<>();
        result.itemResults()
                .forEach(item -> item.evaluations()
                        .forEach(evaluation -> byName.computeIfAbsent(evaluation.name(), name -> new Collected())
                                .add(evaluation)));
        return byName.entrySet().stream()
                .map(entry -> entry.getValue().series(entry.getKey()))
                .toList();
    }

    /** How many evaluations the distribution shows. */
    int shown() {
        return numbers.length
                + counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    double mean() {
        return Arrays.stream(numbers).average().orElse(Double.NaN);
    }

    double median() {
        int middle = numbers.length / 2;
        return numbers.length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }

    /** Whether all numbers are whole: then they are written without decimals. */
    boolean whole() {
        return Arrays.stream(numbers).allMatch(number -> number == Math.rint(number));
    }

    String text(double number) {
        return whole() ? Numbers.text(number) : Numbers.decimals(number);
    }

    /** Where the scale begins: at 0 for what is a share of one. */
    double low() {
        return share() ? 0 : numbers[0];
    }

    double high() {
        return share() ? 1 : numbers[numbers.length - 1];
    }

    private boolean share() {
        return numbers[0] >= 0 && numbers[numbers.length - 1] <= 1;
    }

    /** What is being collected of one name. */
    private static final class Collected {
        private final ArrayList<Double> numbers = new ArrayList<>();
        private final Map<String, Integer> truths = new LinkedHashMap<>();
        private final Map<String, Integer> categories = new LinkedHashMap<>();
        private int others;
        private int skipped;

        void add(Evaluation evaluation) {
            ScoreValue value = evaluation.value();
            if (value instanceof ScoreValue.Numeric numeric && Double.isFinite(numeric.number())) {
                numbers.add(numeric.number());
            } else if (value instanceof ScoreValue.Bool bool) {
                truths.merge(Boolean.toString(bool.truth()), 1, Integer::sum);
            } else if (value instanceof ScoreValue.Categorical categorical) {
                categories.merge(categorical.category(), 1, Integer::sum);
            } else if (value == null) {
                skipped++;
            } else {
                others++;
            }
        }

        ScoreSeries series(String name) {
            int truthCount = sum(truths);
            int categoryCount = sum(categories);
            if (!numbers.isEmpty()) {
                double[] sorted = numbers.stream()
                        .mapToDouble(Double::doubleValue)
                        .sorted()
                        .toArray();
                return new ScoreSeries(
                        name, Kind.NUMBERS, sorted, Map.of(), others + truthCount + categoryCount, skipped);
            }
            if (!truths.isEmpty()) {
                Map<String, Integer> both = new LinkedHashMap<>();
                both.put("true", truths.getOrDefault("true", 0));
                both.put("false", truths.getOrDefault("false", 0));
                return new ScoreSeries(name, Kind.TRUTHS, new double[0], both, others + categoryCount, skipped);
            }
            return categories.isEmpty()
                    ? new ScoreSeries(name, Kind.TEXTS, new double[0], Map.of(), others, skipped)
                    : new ScoreSeries(
                            name, Kind.CATEGORIES, new double[0], mostFrequentFirst(categories), others, skipped);
        }

        private static int sum(Map<String, Integer> counts) {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }

        private static Map<String, Integer> mostFrequentFirst(Map<String, Integer> counts) {
            Map<String, Integer> sorted = new LinkedHashMap<>();
            counts.entrySet().stream()
                    .sorted(Map.Entry.<String, Integer>comparingByValue()
                            .reversed()
                            .thenComparing(Map.Entry.comparingByKey()))
                    .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
            return sorted;
        }
    }
}
