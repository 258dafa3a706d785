package dev.vitrine.prompt;

import dev.vitrine.json.JsonValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prompt in a list, without its content.
 *
 * @param name unique in the project
 * @param type null for a type that this version does not know
 * @param versions the versions that fit the question
 * @param labels the labels of these versions
 * @param tags the tags of the prompt
 * @param lastUpdatedAt when the newest of these versions was changed
 * @param lastConfig the config of the newest of these versions
 */
public record PromptSummary(
        String name,
        @Nullable PromptType type,
        List<Integer> versions,
        List<String> labels,
        List<String> tags,
        @Nullable Instant lastUpdatedAt,
        JsonValue lastConfig) {

    public PromptSummary {
        versions = List.copyOf(versions);
        labels = List.copyOf(labels);
        tags = List.copyOf(tags);
    }
}
