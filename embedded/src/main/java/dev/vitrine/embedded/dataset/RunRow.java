package dev.vitrine.embedded.dataset;

import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.JsonOut;
import org.jspecify.annotations.Nullable;

/** A dataset run. Its metadata is JSON already. */
record RunRow(
        String id,
        String name,
        @Nullable String description,
        String metadata,
        String datasetId,
        String datasetName,
        long createdAt,
        long updatedAt) {

    /** Writes the object without its closing brace. */
    JsonOut writeOpen(JsonOut out) {
        out.raw("{\"id\":").string(id).raw(",\"name\":").string(name);
        out.raw(",\"description\":").string(description);
        out.raw(",\"metadata\":").raw(metadata);
        out.raw(",\"datasetId\":").string(datasetId);
        out.raw(",\"createdAt\":").string(Iso.text(createdAt));
        out.raw(",\"updatedAt\":").string(Iso.text(updatedAt));
        return out.raw(",\"datasetName\":").string(datasetName);
    }
}
