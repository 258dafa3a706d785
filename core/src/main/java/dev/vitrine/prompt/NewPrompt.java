package dev.vitrine.prompt;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A prompt to be created, or a further version of one that exists. Immutable: each method gives a changed copy.
 *
 * @param <P> what it will be read as
 */
public final class NewPrompt<P extends Prompt> {
    private final Class<P> kind;
    private final String name;
    private final Object content;
    private final List<String> labels;
    private final @Nullable List<String> tags;
    private final @Nullable Object config;
    private final @Nullable String commitMessage;

    private NewPrompt(
            Class<P> kind,
            String name,
            Object content,
            List<String> labels,
            @Nullable List<String> tags,
            @Nullable Object config,
            @Nullable String commitMessage) {
        this.kind = kind;
        this.name = name;
        this.content = content;
        this.labels = labels;
        this.tags = tags;
        this.config = config;
        this.commitMessage = commitMessage;
    }

    public static NewPrompt<TextPrompt> text(String name, String text) {
        return new NewPrompt<>(
                TextPrompt.class, named(name), Objects.requireNonNull(text, "text"), List.of(), null, null, null);
    }

    public static NewPrompt<ChatPrompt> chat(String name, List<? extends ChatItem> items) {
        return new NewPrompt<>(ChatPrompt.class, named(name), List.copyOf(items), List.of(), null, null, null);
    }

    public static NewPrompt<ChatPrompt> chat(String name, ChatItem... items) {
        return chat(name, Arrays.asList(items));
    }

    private static String named(String name) {
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("name of a prompt must not be blank");
        }
        return name;
    }

    /** The labels of the new version, which take them from older ones. {@code latest} comes by itself. */
    public NewPrompt<P> labels(String... labels) {
        return new NewPrompt<>(kind, name, content, List.of(labels), tags, config, commitMessage);
    }

    /** The tags of the prompt, in all its versions. Without this call they stay as they are. */
    public NewPrompt<P> tags(Collection<String> tags) {
        return new NewPrompt<>(kind, name, content, labels, List.copyOf(tags), config, commitMessage);
    }

    public NewPrompt<P> tags(String... tags) {
        return tags(List.of(tags));
    }

    /** Any object. */
    public NewPrompt<P> config(@Nullable Object config) {
        return new NewPrompt<>(kind, name, content, labels, tags, config, commitMessage);
    }

    /** At most 500 characters. */
    public NewPrompt<P> commitMessage(String message) {
        return new NewPrompt<>(kind, name, content, labels, tags, config, Objects.requireNonNull(message, "message"));
    }

    public Class<P> kind() {
        return kind;
    }

    public PromptType type() {
        return kind == TextPrompt.class ? PromptType.TEXT : PromptType.CHAT;
    }

    public String name() {
        return name;
    }

    /** A {@code String} or a {@code List<ChatItem>}. */
    public Object content() {
        return content;
    }

    public List<String> labels() {
        return labels;
    }

    /** Null to leave them. */
    public @Nullable List<String> tags() {
        return tags;
    }

    public @Nullable Object config() {
        return config;
    }

    public @Nullable String commitMessage() {
        return commitMessage;
    }

    @Override
    public String toString() {
        return "NewPrompt[" + name + ", " + type() + "]";
    }
}
