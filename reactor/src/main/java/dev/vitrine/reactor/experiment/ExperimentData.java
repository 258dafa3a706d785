package dev.vitrine.reactor.experiment;

import dev.vitrine.experiment.ExperimentItem;
import dev.vitrine.reactor.dataset.DatasetClient;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Where an experiment's items come from. */
interface ExperimentData {
    /** Cold; each subscription reads the data anew. */
    Flux<ExperimentItem> items(ExperimentPlan plan, DatasetClient datasets);

    /** Null for data of the caller's own. */
    @Nullable
    String datasetName();

    static ExperimentData ofItems(Flux<ExperimentItem> items) {
        return new Local(items);
    }

    static ExperimentData ofDataset(String name) {
        return new Dataset(name);
    }

    record Local(Flux<ExperimentItem> items) implements ExperimentData {
        @Override
        public Flux<ExperimentItem> items(ExperimentPlan plan, DatasetClient datasets) {
            return items;
        }

        @Override
        public @Nullable String datasetName() {
            return null;
        }
    }

    record Dataset(String datasetName) implements ExperimentData {
        @Override
        public Flux<ExperimentItem> items(ExperimentPlan plan, DatasetClient datasets) {
            return datasets.items(datasetName, query -> {
                        if (plan.datasetVersion != null) {
                            query.version(plan.datasetVersion);
                        }
                        if (plan.shard != null) {
                            query.shard(plan.shard.index(), plan.shard.count());
                        }
                    })
                    .map(item -> ExperimentItem.from(item).datasetVersion(plan.datasetVersion));
        }
    }
}
