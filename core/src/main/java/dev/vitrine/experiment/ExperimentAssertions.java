package dev.vitrine.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

/**
 * Thresholds for an experiment's result, to let a build fail. What is missed is an {@link AssertionError} that says by how
 * much, and lists the worst items. Needs no test framework, and works in each.
 *
 * <pre>{@code
 * ExperimentAssertions.verify(result)
 *         .noFailures()
 *         .meanAtLeast("accuracy", 0.8)
 *         .shareAtLeast("exact_match", 0.95);
 * }</pre>
 *
 * <p>Evaluations count that are numbers or booleans (1 and 0). A NaN reaches no threshold. Messages show places, ids,
 * values, comments and links of items, never their inputs and outputs.
 */
public final class ExperimentAssertions {
    private static final int WORST = 5;

    private final ExperimentResult result;

    private ExperimentAssertions(ExperimentResult result) {
        this.result = result;
    }

    public static ExperimentAssertions verify(ExperimentResult result) {
        return new ExperimentAssertions(Objects.requireNonNull(result, "result"));
    }

    /** Each item gave an output. */
    public ExperimentAssertions noFailures() {
        return failuresAtMost(0);
    }

    /** At most {@code most} items gave no output. */
    public ExperimentAssertions failuresAtMost(int most) {
        List<ExperimentItemFailure> failures = result.failures();
        if (failures.size() <= most) {
            return this;
        }
        throw error(
                failures.size() + " of " + count() + " items failed, at most " + most + " may",
                failures.stream()
                        .limit(WORST)
                        .map(failure -> place(failure) + " " + failure.error())
                        .toList());
    }

    /** At least {@code least} items gave an output: an experiment over nothing proves nothing. */
    public ExperimentAssertions itemsAtLeast(int least) {
        if (result.itemResults().size() >= least) {
            return this;
        }
        throw error(result.itemResults().size() + " items gave an output, at least " + least + " must", List.of());
    }

    /** The mean of an evaluation over the items that have it. */
    public ExperimentAssertions meanAtLeast(String evaluationName, double least) {
        List<Rated> rated = rated(evaluationName);
        OptionalDouble mean = result.average(evaluationName);
        if (mean.orElse(Double.NaN) >= least) {
            return this;
        }
        throw missed("mean", mean.orElse(Double.NaN), evaluationName, least, rated);
    }

    /** The least value of an evaluation over the items that have it. */
    public ExperimentAssertions minimumAtLeast(String evaluationName, double least) {
        List<Rated> rated = rated(evaluationName);
        double minimum = rated.stream().mapToDouble(Rated::value).min().orElse(Double.NaN);
        if (minimum >= least) {
            return this;
        }
        throw missed("minimum", minimum, evaluationName, least, rated);
    }

    /** {@link #shareAtLeast(String, DoublePredicate, double)} for an evaluation that is true, or 1 and above. */
    public ExperimentAssertions shareAtLeast(String evaluationName, double leastShare) {
        return shareAtLeast(evaluationName, value -> value >= 1, leastShare);
    }

    /**
     * The share, from 0 to 1, of all items whose evaluation passes: those that failed, and those without such an
     * evaluation, do not pass.
     */
    public ExperimentAssertions shareAtLeast(String evaluationName, DoublePredicate passes, double leastShare) {
        Objects.requireNonNull(passes, "passes");
        List<Rated> rated = rated(evaluationName);
        long passed = result.itemResults().stream()
                .filter(item -> {
                    List<Rated> own =
                            rated.stream().filter(each -> each.item() == item).toList();
                    return !own.isEmpty() && own.stream().allMatch(each -> passes.test(each.value()));
                })
                .count();
        double share = count() == 0 ? Double.NaN : (double) passed / count();
        if (share >= leastShare) {
            return this;
        }
        throw missed(
                "share of passing",
                share,
                evaluationName,
                leastShare,
                rated.stream().filter(each -> !passes.test(each.value())).toList());
    }

    private long count() {
        return result.itemResults().size() + (long) result.failures().size();
    }

    /** By value, the worst first. */
    private List<Rated> rated(String evaluationName) {
        Objects.requireNonNull(evaluationName, "evaluationName");
        List<Rated> rated = result.itemResults().stream()
                .flatMap(item -> item.evaluations().stream()
                        .filter(evaluation -> evaluation.name().equals(evaluationName))
                        .flatMap(evaluation ->
                                evaluation.number().stream().mapToObj(value -> new Rated(item, evaluation, value))))
                .sorted(Comparator.comparingDouble(
                        (Rated each) -> Double.isNaN(each.value()) ? Double.NEGATIVE_INFINITY : each.value()))
                .toList();
        if (rated.isEmpty()) {
            throw error(
                    "no item has a number or boolean named '" + evaluationName + "'; there are "
                            + result.evaluationNames(),
                    List.of());
        }
        return rated;
    }

    private AssertionError missed(String what, double actual, String name, double least, List<Rated> worst) {
        return error(
                String.format(Locale.ROOT, "%s of '%s' is %.3f, at least %.3f is wanted", what, name, actual, least),
                worst.stream().limit(WORST).map(this::line).toList());
    }

    private String line(Rated rated) {
        String comment = rated.evaluation().comment();
        return place(rated.item())
                + String.format(Locale.ROOT, " %.3f", rated.value())
                + (comment == null || comment.isEmpty() ? "" : " (" + comment + ")")
                + result.traceUrl(rated.item()).map(url -> " " + url).orElse("");
    }

    private static String place(ExperimentItemOutcome outcome) {
        String id = outcome.item().id();
        return "#" + outcome.index() + (id == null ? "" : " " + id) + ":";
    }

    private AssertionError error(String problem, List<String> worst) {
        return new AssertionError("Experiment '" + result.name() + "', run '" + result.runName() + "': " + problem
                + worst.stream().map(line -> "\n  " + line).collect(Collectors.joining()));
    }

    private record Rated(ExperimentItemResult item, Evaluation evaluation, double value) {}
}
