package dev.vitrine.prompt;

import dev.vitrine.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A prompt that is a list of messages, with places that are filled by further messages.
 *
 * @param name unique in the project; {@code /} makes folders
 * @param version 1 or more; 0 for a fallback without a version
 * @param items messages and placeholders, in order
 * @param config any JSON
 * @param labels the labels of this version when it was read
 * @param tags the tags of the prompt when it was read
 * @param commitMessage what its author said of this version, if anything
 * @param fallback whether the caller gave it
 */
public record ChatPrompt(
        String name,
        int version,
        List<ChatItem> items,
        JsonValue config,
        List<String> labels,
        List<String> tags,
        @Nullable String commitMessage,
        boolean fallback)
        implements Prompt {

    public ChatPrompt {
        Objects.requireNonNull(name, "name");
        items = List.copyOf(items);
        Objects.requireNonNull(config, "config");
        labels = List.copyOf(labels);
        tags = List.copyOf(tags);
    }

    /** The messages as they are. Placeholders stay, and are warned of. */
    public List<ChatItem> compile() {
        return compile(Map.of(), Map.of());
    }

    /** {@link #compile(Map, Map)} with one map for both, as other SDKs have it. */
    public List<ChatItem> compile(Map<String, ? extends @Nullable Object> values) {
        return compile(values, values);
    }

    /**
     * Puts the values in for the variables and the messages in for the placeholders.
     *
     * <p>The value of a placeholder is a list of {@link ChatMessage}s or maps. A map keeps all its entries; one without
     * {@code role} gets {@code NOT_GIVEN}; its content, and that of a message, is compiled with the variables. An empty
     * list takes the placeholder away. A value of another kind becomes one message with role {@code NOT_GIVEN} and its
     * text, with a warning. A placeholder without a value stays in the result; one warning names all of them.
     */
    public List<ChatItem> compile(
            Map<String, ? extends @Nullable Object> variables, Map<String, ? extends @Nullable Object> placeholders) {
        Objects.requireNonNull(variables, "variables");
        Objects.requireNonNull(placeholders, "placeholders");
        return new ChatCompiler(name, variables, placeholders).compile(items);
    }

    /** Of the messages only. */
    @Override
    public List<String> variables() {
        List<String> names = new ArrayList<>();
        for (ChatItem item : items) {
            if (item instanceof ChatMessage message && message.content() instanceof String content) {
                names.addAll(Template.variables(content));
            }
        }
        return List.copyOf(names);
    }

    /** The names of the placeholders, in order of appearance, with repetitions. */
    public List<String> placeholders() {
        List<String> names = new ArrayList<>();
        for (ChatItem item : items) {
            if (item instanceof ChatPlaceholder placeholder) {
                names.add(placeholder.name());
            }
        }
        return List.copyOf(names);
    }

    /** {@link TextPrompt#toSingleBraceTemplate()} of each message; placeholders stay. */
    public List<ChatItem> toSingleBraceTemplate() {
        List<ChatItem> converted = new ArrayList<>(items.size());
        for (ChatItem item : items) {
            converted.add(
                    item instanceof ChatMessage message && message.content() instanceof String content
                            ? message.withContent(SingleBraces.convert(content))
                            : item);
        }
        return List.copyOf(converted);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ChatPrompt that
                && version == that.version
                && name.equals(that.name)
                && items.equals(that.items)
                && config.equals(that.config);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, version, items);
    }

    /** Name, version and size; templates can be long, and private. */
    @Override
    public String toString() {
        return "ChatPrompt[" + name + ", version " + version + ", " + items.size() + " items"
                + (fallback ? ", fallback]" : "]");
    }
}
