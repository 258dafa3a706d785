package dev.vitrine.embedded.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of an experiment as the platform knows it.
 *
 * @param id of the run
 * @param name of the run
 * @param datasetId null for data that came from no dataset
 * @param items ordered by their ids, each item once
 */
public record RunSummary(String id, String name, @Nullable String datasetId, List<Item> items) {
    public RunSummary {
        items = List.copyOf(items);
    }

    /**
     * An item of a run.
     *
     * @param observationId the observation in which the task ran, if it was named
     */
    public record Item(
            String itemId, String traceId, @Nullable String observationId) {}
}
