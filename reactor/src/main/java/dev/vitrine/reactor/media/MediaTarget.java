package dev.vitrine.reactor.media;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What media are linked to by their upload: a dataset item's field, or a trace's or observation's. */
public sealed interface MediaTarget {

    static MediaTarget datasetItem(String datasetId, String itemId, ItemField field) {
        return new OfDatasetItem(datasetId, itemId, field);
    }

    static MediaTarget trace(String traceId, TraceField field) {
        return new OfTrace(traceId, null, field);
    }

    static MediaTarget observation(String traceId, String observationId, TraceField field) {
        return new OfTrace(traceId, Objects.requireNonNull(observationId, "observationId"), field);
    }

    /** A target in a trace as it is kept for an upload that no caller waits for. */
    static Map<String, String> describe(OfTrace target) {
        return TraceTargets.describe(target);
    }

    record OfDatasetItem(String datasetId, String itemId, ItemField field) implements MediaTarget {
        public OfDatasetItem {
            Objects.requireNonNull(datasetId, "datasetId");
            Objects.requireNonNull(itemId, "itemId");
            Objects.requireNonNull(field, "field");
        }
    }

    record OfTrace(String traceId, @Nullable String observationId, TraceField field) implements MediaTarget {
        public OfTrace {
            Objects.requireNonNull(traceId, "traceId");
            Objects.requireNonNull(field, "field");
        }
    }

    /** The fields of a dataset item that may hold media. */
    enum ItemField {
        INPUT("input"),
        EXPECTED_OUTPUT("expectedOutput"),
        METADATA("metadata");

        private final String wireValue;

        ItemField(String wireValue) {
            this.wireValue = wireValue;
        }

        public String wireValue() {
            return wireValue;
        }
    }

    /** The fields of a trace or observation that may hold media. */
    enum TraceField {
        INPUT("input"),
        OUTPUT("output"),
        METADATA("metadata");

        private final String wireValue;

        TraceField(String wireValue) {
            this.wireValue = wireValue;
        }

        public String wireValue() {
            return wireValue;
        }
    }
}
