package dev.vitrine.experiment;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A finished run of an experiment.
 *
 * @param name the experiment's
 * @param runName this run's
 * @param description of the run, if any
 * @param itemResults the items that gave an output, in the order of the data
 * @param failures the items that gave none, in the order of the data
 * @param runEvaluations what the run evaluators said
 * @param experimentId under which the platform groups the run's traces
 * @param datasetRunId null for local data and where no item could be linked
 * @param datasetRunUrl where the platform shows the run; null without one, or where the project could not be looked up
 * @param projectUrl where the platform shows the project; null where it could not be looked up
 */
public record ExperimentResult(
        String name,
        String runName,
        @Nullable String description,
        List<ExperimentItemResult> itemResults,
        List<ExperimentItemFailure> failures,
        List<Evaluation> runEvaluations,
        String experimentId,
        @Nullable String datasetRunId,
        @Nullable String datasetRunUrl,
        @Nullable String projectUrl) {
    public ExperimentResult {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(runName, "runName");
        itemResults = List.copyOf(itemResults);
        failures = List.copyOf(failures);
        runEvaluations = List.copyOf(runEvaluations);
        Objects.requireNonNull(experimentId, "experimentId");
    }

    /** Where the platform shows the item's trace; empty where nothing was recorded or the project is not known. */
    public Optional<String> traceUrl(ExperimentItemOutcome item) {
        return projectUrl == null || item.traceId() == null
                ? Optional.empty()
                : Optional.of(projectUrl + "/traces/" + item.traceId());
    }

    /** The names of the items' evaluations, each once, in the order of their first appearance. */
    public List<String> evaluationNames() {
        return itemResults.stream()
                .flatMap(result -> result.evaluations().stream())
                .map(Evaluation::name)
                .distinct()
                .toList();
    }

    /** The mean of the items' evaluations of this name that are numbers or booleans (1 and 0); empty without any. */
    public OptionalDouble average(String evaluationName) {
        Objects.requireNonNull(evaluationName, "evaluationName");
        return itemResults.stream()
                .flatMap(result -> result.evaluations().stream())
                .filter(evaluation -> evaluation.name().equals(evaluationName))
                .flatMapToDouble(evaluation -> evaluation.number().stream())
                .average();
    }

    /**
     * The run as text for people, the same in every locale, without a line break at its end: averages, run evaluations,
     * the link.
     *
     * @param includeItems whether each item is shown before, with its values
     */
    public String format(boolean includeItems) {
        return new ExperimentText(this).format(includeItems);
    }

    /** {@link #format} without items. */
    @Override
    public String toString() {
        return format(false);
    }
}
