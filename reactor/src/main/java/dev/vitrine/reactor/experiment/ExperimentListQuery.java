package dev.vitrine.reactor.experiment;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which experiments are listed, and how much of them. An empty list does not matter.
 *
 * @param startedFrom the earliest start of the spans that are looked at
 * @param startedBefore before the latest one; null for no end
 * @param ids of experiments, at most 100
 * @param names of runs, at most 100
 * @param datasetIds at most 100
 * @param metadata whether summaries have their metadata
 * @param scores whether summaries have their scores
 * @param maxScores scores of one experiment, 1 to 50; the server leaves out what is more
 * @param pageSize experiments a request, 1 to 100
 * @param maxPageBytes the longest JSON of one page; a longer one is an error
 */
public record ExperimentListQuery(
        Instant startedFrom,
        @Nullable Instant startedBefore,
        List<String> ids,
        List<String> names,
        List<String> datasetIds,
        boolean metadata,
        boolean scores,
        int maxScores,
        int pageSize,
        int maxPageBytes) {

    public ExperimentListQuery {
        ReadChecks.times(startedFrom, startedBefore);
        ids = ReadChecks.values("ids", ids);
        names = ReadChecks.values("names", names);
        datasetIds = ReadChecks.values("datasetIds", datasetIds);
        ReadChecks.between("maxScores", maxScores, 1, ReadChecks.MAX_SCORES);
        ReadChecks.between("pageSize", pageSize, 1, ReadChecks.MAX_PAGE);
        ReadChecks.between("maxPageBytes", maxPageBytes, 1, Integer.MAX_VALUE);
    }

    String fields() {
        return "core" + (metadata ? ",metadata" : "") + (scores ? ",scores" : "");
    }

    /** Short-lived and mutable; handed to a lambda. */
    public static final class Builder {
        private final Instant startedFrom;
        private @Nullable Instant startedBefore;
        private List<String> ids = List.of();
        private List<String> names = List.of();
        private List<String> datasetIds = List.of();
        private boolean metadata = true;
        private boolean scores = true;
        private int maxScores = ReadChecks.MAX_SCORES;
        private int pageSize = ReadChecks.DEFAULT_PAGE;
        private int maxPageBytes = ReadChecks.DEFAULT_PAGE_BYTES;

        Builder(Instant startedFrom) {
            this.startedFrom = Objects.requireNonNull(startedFrom, "startedFrom");
        }

        /** Looks at spans that started before this moment only. */
        public Builder startedBefore(Instant end) {
            this.startedBefore = Objects.requireNonNull(end, "end");
            return this;
        }

        /** Only these experiments. */
        public Builder ids(String... ids) {
            this.ids = List.of(ids);
            return this;
        }

        /** Only the runs of these names. One with a comma cannot be asked for. */
        public Builder names(String... names) {
            this.names = List.of(names);
            return this;
        }

        /** Only the runs over these datasets. */
        public Builder datasetIds(String... ids) {
            this.datasetIds = List.of(ids);
            return this;
        }

        /** Whether summaries have their metadata; true unless set. */
        public Builder metadata(boolean wanted) {
            this.metadata = wanted;
            return this;
        }

        /** Whether summaries have their scores; true unless set. */
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
        public Builder pageSize(int experiments) {
            this.pageSize = experiments;
            return this;
        }

        /** 64 MiB unless set. */
        public Builder maxPageBytes(int bytes) {
            this.maxPageBytes = bytes;
            return this;
        }

        ExperimentListQuery build() {
            return new ExperimentListQuery(
                    startedFrom,
                    startedBefore,
                    ids,
                    names,
                    datasetIds,
                    metadata,
                    scores,
                    maxScores,
                    pageSize,
                    maxPageBytes);
        }
    }
}
