package dev.vitrine.embedded.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One version of a prompt. Immutable; tags are kept with the prompt. */
record PromptRow(
        String id,
        String name,
        int version,
        String type,
        JsonNode prompt,
        JsonNode config,
        List<String> labels,
        @Nullable String commitMessage,
        long createdAt,
        long updatedAt) {

    PromptRow withLabels(Collection<String> changed, long now) {
        return new PromptRow(
                id,
                name,
                version,
                type,
                prompt,
                config,
                List.copyOf(new TreeSet<>(changed)),
                commitMessage,
                createdAt,
                now);
    }

    /** As a create or update answers it. */
    ObjectNode written(String projectId, Collection<String> tags) {
        ObjectNode json = Json.object()
                .put("id", id)
                .put("createdAt", Iso.text(createdAt))
                .put("updatedAt", Iso.text(updatedAt))
                .put("projectId", projectId)
                .put("createdBy", "API");
        json.set("prompt", prompt);
        json.put("name", name).put("version", version).put("type", type).putNull("isActive");
        json.set("config", config);
        tags.forEach(json.putArray("tags")::add);
        labels.forEach(json.putArray("labels")::add);
        return json.put("commitMessage", commitMessage);
    }

    /** As a read answers it. */
    ObjectNode read(String projectId, Collection<String> tags) {
        return written(projectId, tags)
                .put("isActive", labels.contains("production"))
                .putNull("resolutionGraph");
    }
}
