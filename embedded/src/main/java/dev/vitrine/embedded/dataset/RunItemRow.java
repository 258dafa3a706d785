package dev.vitrine.embedded.dataset;

import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.JsonOut;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The link between an item and the trace that a run made of it. */
record RunItemRow(
        String id,
        String runId,
        String runName,
        String itemId,
        String traceId,
        @Nullable String observationId,
        long createdAt,
        long updatedAt) {
    static final Comparator<RunItemRow> NEWEST_FIRST =
            Comparator.comparingLong(RunItemRow::createdAt).reversed().thenComparing(RunItemRow::id);

    JsonOut write(JsonOut out) {
        out.raw("{\"id\":").string(id);
        out.raw(",\"datasetRunId\":").string(runId);
        out.raw(",\"datasetRunName\":").string(runName);
        out.raw(",\"datasetItemId\":").string(itemId);
        out.raw(",\"traceId\":").string(traceId);
        out.raw(",\"observationId\":").string(observationId);
        out.raw(",\"createdAt\":").string(Iso.text(createdAt));
        out.raw(",\"updatedAt\":").string(Iso.text(updatedAt));
        return out.ascii('}');
    }
}
