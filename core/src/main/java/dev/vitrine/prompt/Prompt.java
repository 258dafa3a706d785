package dev.vitrine.prompt;

import dev.vitrine.json.JsonValue;
import dev.vitrine.trace.PromptLink;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of a prompt, either text or chat. Immutable.
 *
 * <p>Two prompts are equal when name, version, content and config are; labels, tags, commit message and the fallback
 * mark do not count, because they change without a new version.
 */
public sealed interface Prompt permits TextPrompt, ChatPrompt {

    String name();

    /** 1 or more; 0 for a fallback without a version. */
    int version();

    /** Any JSON, {@code {}} where none was given. */
    JsonValue config();

    List<String> labels();

    List<String> tags();

    @Nullable
    String commitMessage();

    /** Whether this is the text that the caller gave for the case that the platform cannot be asked. */
    boolean fallback();

    /** The names of the variables, in order of appearance, with repetitions. */
    List<String> variables();

    /** What a generation is linked to; empty for a fallback, which the platform does not know. */
    default Optional<PromptLink> link() {
        return fallback() ? Optional.empty() : Optional.of(new PromptLink(name(), version()));
    }
}
