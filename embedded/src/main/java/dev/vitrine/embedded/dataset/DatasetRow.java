package dev.vitrine.embedded.dataset;

import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.JsonOut;
import org.jspecify.annotations.Nullable;

/** A dataset. The three values are JSON already. */
record DatasetRow(
        String id,
        String projectId,
        String name,
        @Nullable String description,
        String metadata,
        String inputSchema,
        String expectedOutputSchema,
        long createdAt,
        long updatedAt) {

    /** Writes the object without its closing brace. */
    JsonOut writeOpen(JsonOut out) {
        out.raw("{\"id\":").string(id).raw(",\"name\":").string(name);
        out.raw(",\"description\":").string(description);
        out.raw(",\"metadata\":").raw(metadata);
        out.raw(",\"inputSchema\":").raw(inputSchema);
        out.raw(",\"expectedOutputSchema\":").raw(expectedOutputSchema);
        out.raw(",\"projectId\":").string(projectId);
        out.raw(",\"createdAt\":").string(Iso.text(createdAt));
        return out.raw(",\"updatedAt\":").string(Iso.text(updatedAt));
    }

    byte[] json() {
        return writeOpen(new JsonOut(512)).ascii('}').toByteArray();
    }
}
