package dev.vitrine.reactor.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which items of experiments are read, and how much of them. An empty list does not matter.
 *
 * @param startedFrom the earliest start of an item's task
 * @param startedBefore before the latest one; null for no end
 * @param experimentIds at most 100
 * @param experimentNames of runs, at most 100
 * @param itemIds at most 100
 * @param datasetIds at most 100
 * @param values whether items have input, output and expected output
 * @param metadata whether items have their metadata, their observation's and the run's
 * @param scores whether items have their scores
 * @param maxScores scores of one item, 1 to 50; the server leaves out what is more
 * @param pageSize items a request, 1 to 100
 * @param maxPageBytes the longest JSON of one page; a longer one is an error
 */
public record ExperimentItemsQuery(
        Instant startedFrom,
        @Nullable Instant startedBefore,
        List<String> experimentIds,
        List<String> experimentNames,
        List<String> itemIds,
        List<String> datasetIds,
        boolean values,
        boolean metadata,
        boolean scores,
        int maxScores,
        int pageSize,
        int maxPageBytes) {

    public ExperimentItemsQuery {
        ReadChecks.times(startedFrom, startedBefore);
        experimentIds = ReadChecks.values("experimentIds", experimentIds);
        experimentNames = ReadChecks.values("experimentNames", experimentNames);
        itemIds = ReadChecks.values("itemIds", itemIds);
        datasetIds = ReadChecks.values("datasetIds", datasetIds);
        ReadChecks.between("maxScores", maxScores, 1, ReadChecks.MAX_SCORES);
        ReadChecks.between("pageSize", pageSize, 1, ReadChecks.MAX_PAGE);
        ReadChecks.between("maxPageBytes", maxPageBytes, 1, Integer.MAX_VALUE);
    }

    String fields() {
        return "core,dataset"
                + (values ? ",io" : "")
                + (metadata ? ",metadata,itemMetadata,experimentMetadata" : "")
                + (scores ? ",scores" : "");
    }

    /** Short-lived and mutable; handed to a lambda. */
    public static final class Builder {
        private final Instant startedFrom;
        private @Nullable Instant startedBefore;
        private List<String> experimentIds = List.of();
        private List<String> experimentNames = List.of();
        private List<String> itemIds = List.of();
        private List<String> datasetIds = List.of();
        private boolean values = true;
        private boolean metadata = true;
        private boolean scores = true;
        private int maxScores = ReadChecks.MAX_SCORES;
        private int pageSize = ReadChecks.DEFAULT_PAGE;
        private int maxPageBytes = ReadChecks.DEFAULT_PAGE_BYTES;

        Builder(Instant startedFrom) {
            this.startedFrom = Objects.requireNonNull(startedFrom, "startedFrom");
        }

        /** Only items whose task started before this moment. */
        public Builder startedBefore(Instant end) {
            this.startedBefore = Objects.requireNonNull(end, "end");
            return this;
        }

        /** Only the items of these experiments. */
        public Builder experimentIds(String... ids) {
            this.experimentIds = List.of(ids);
            return this;
        }

        /** Only the items of the runs of these names. One with a comma cannot be asked for. */
        public Builder experimentNames(String... names) {
            this.experimentNames = List.of(names);
            return this;
        }

        /** Only these items, in whichever runs. */
        public Builder itemIds(String... ids) {
            this.itemIds = List.of(ids);
            return this;
        }

        /** Only the items of runs over these datasets. */
        public Builder datasetIds(String... ids) {
            this.datasetIds = List.of(ids);
            return this;
        }

        /** Whether items have input, output and expected output; true unless set. */
        public Builder values(boolean wanted) {
            this.values = wanted;
            return this;
        }

        /** Whether items have metadata and the run's description; true unless set. */
        public Builder metadata(boolean wanted) {
            this.metadata = wanted;
            return this;
        }

        /** Whether items have their scores; true unless set. */
        public Builder scores(boolean wanted) {
            this.scores = wanted;
            return this;
        }

        /** 50 unless set, which is the most that the server gives. */
        public Builder maxScores(int scores) {
            this.maxScores = scores;
            return this;
        }

        /** 50 unless set. */
        public Builder pageSize(int items) {
            this.pageSize = items;
            return this;
        }

        /** 64 MiB unless set. */
        public Builder maxPageBytes(int bytes) {
            this.maxPageBytes = bytes;
            return this;
        }

        ExperimentItemsQuery build() {
            return new ExperimentItemsQuery(
                    startedFrom,
                    startedBefore,
                    experimentIds,
                    experimentNames,
                    itemIds,
                    datasetIds,
                    values,
                    metadata,
                    scores,
                    maxScores,
                    pageSize,
                    maxPageBytes);
        }
    }
}
