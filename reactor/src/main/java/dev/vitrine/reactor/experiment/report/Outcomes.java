package dev.vitrine.reactor.experiment.report;

import dev.vitrine.experiment.ExperimentItemOutcome;
import dev.vitrine.experiment.ExperimentResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Results and failures together. */
final class Outcomes {
    private Outcomes() {}

    /** In the order of the data. */
    static List<ExperimentItemOutcome> inOrder(ExperimentResult result) {
        List<ExperimentItemOutcome> all = new ArrayList<>(result.itemResults());
        all.addAll(result.failures());
        all.sort(Comparator.comparingLong(ExperimentItemOutcome::index));
        return all;
    }
}
