package dev.vitrine.prompt;

import dev.vitrine.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A prompt that is one text.
 *
 * @param name unique in the project; {@code /} makes folders
 * @param version 1 or more; 0 for a fallback without a version
 * @param text the template
 * @param config any JSON
 * @param labels the labels of this version when it was read
 * @param tags the tags of the prompt when it was read
 * @param commitMessage what its author said of this version, if anything
 * @param fallback whether the caller gave it
 */
public record TextPrompt(
        String name,
        int version,
        String text,
        JsonValue config,
        List<String> labels,
        List<String> tags,
        @Nullable String commitMessage,
        boolean fallback)
        implements Prompt {

    public TextPrompt {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(config, "config");
        labels = List.copyOf(labels);
        tags = List.copyOf(tags);
    }

    /** The template as it is, for a template without variables. */
    public String compile() {
        return compile(Map.of());
    }

    /**
     * Puts the values in for their variables, in one pass.
     *
     * <p>A variable is what stands between <code>{{</code> and the next <code>}}</code>, without surrounding white space.
     * A value is written by {@code toString()}, null as nothing; it is neither escaped nor searched for variables. A
     * variable without a value stays as it was written.
     */
    public String compile(Map<String, ? extends @Nullable Object> variables) {
        return Template.compile(text, Objects.requireNonNull(variables, "variables"));
    }

    @Override
    public List<String> variables() {
        return Template.variables(text);
    }

    /**
     * This template for frameworks that write variables in single braces: <code>{{name}}</code> becomes
     * <code>{name}</code>, and the braces of JSON objects are doubled, so that they stay text.
     */
    public String toSingleBraceTemplate() {
        return SingleBraces.convert(text);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextPrompt that
                && version == that.version
                && name.equals(that.name)
                && text.equals(that.text)
                && config.equals(that.config);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, version, text);
    }

    /** Name and version; templates can be long, and private. */
    @Override
    public String toString() {
        return "TextPrompt[" + name + ", version " + version + (fallback ? ", fallback]" : "]");
    }
}
