package dev.vitrine.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that every observation below takes on: user, session, tags and the like. Immutable: each method returns
 * others.
 *
 * <p>A value that is not valid (longer than 200 characters; an environment that is no lower-case word of at most 40) is
 * left out with a warning that names the attribute; the others stay. Null gives nothing. Nothing here throws for what a
 * value holds, since values come from requests.
 */
public final class PropagatedAttributes {
    private static final PropagatedAttributes NONE =
            new PropagatedAttributes(Map.of(), List.of(), Map.of(), null, false);

    private final Map<String, String> texts; // by attribute name
    private final List<String> tags;
    private final Map<String, String> metadata;
    private final @Nullable PromptLink prompt;
    private final boolean asBaggage;

    private PropagatedAttributes(
            Map<String, String> texts,
            List<String> tags,
            Map<String, String> metadata,
            @Nullable PromptLink prompt,
            boolean asBaggage) {
        this.texts = texts;
        this.tags = tags;
        this.metadata = metadata;
        this.prompt = prompt;
        this.asBaggage = asBaggage;
    }

    /** No attributes: where to start. */
    public static PropagatedAttributes none() {
        return NONE;
    }

    public PropagatedAttributes userId(@Nullable String userId) {
        return text(LangfuseAttributes.TRACE_USER_ID, userId);
    }

    public PropagatedAttributes sessionId(@Nullable String sessionId) {
        return text(LangfuseAttributes.TRACE_SESSION_ID, sessionId);
    }

    /** The version of what is observed; one given on an observation wins. */
    public PropagatedAttributes version(@Nullable String version) {
        return text(LangfuseAttributes.VERSION, version);
    }

    public PropagatedAttributes traceName(@Nullable String name) {
        return text(LangfuseAttributes.TRACE_NAME, name);
    }

    /** The environment of one request; wins over the client's. */
    public PropagatedAttributes environment(@Nullable String environment) {
        if (environment == null || !Environments.check(environment)) {
            return this;
        }
        return withText(LangfuseAttributes.ENVIRONMENT, environment);
    }

    public PropagatedAttributes prompt(@Nullable PromptLink link) {
        if (link == null || !PropagatedText.check("prompt name", link.name())) {
            return this;
        }
        return new PropagatedAttributes(texts, tags, metadata, link, asBaggage);
    }

    public PropagatedAttributes tags(String... values) {
        return tags(List.of(values));
    }

    /** Adds tags; each is checked alone, and none stands twice. */
    public PropagatedAttributes tags(Collection<String> values) {
        Set<String> all = new LinkedHashSet<>(tags);
        for (String tag : values) {
            if (PropagatedText.check("tag", tag)) {
                all.add(tag);
            }
        }
        return new PropagatedAttributes(texts, List.copyOf(all), metadata, prompt, asBaggage);
    }

    /** Adds entries to the trace's metadata; each is checked alone, as text. */
    public PropagatedAttributes metadata(Map<String, ?> entries) {
        PropagatedAttributes result = this;
        for (Map.Entry<String, ?> entry : entries.entrySet()) {
            result = result.metadata(entry.getKey(), entry.getValue());
        }
        return result;
    }

    /** Adds an entry to the trace's metadata. What is no text is taken as {@code value.toString()}. */
    public PropagatedAttributes metadata(String key, @Nullable Object value) {
        Objects.requireNonNull(key, "key");
        String text = value == null ? null : PropagatedText.of(value);
        if (text == null || !PropagatedText.check("metadata entry", text)) {
            return this;
        }
        Map<String, String> entries = new LinkedHashMap<>(metadata);
        entries.put(key, text);
        return new PropagatedAttributes(texts, tags, entries, prompt, asBaggage);
    }

    /**
     * Attributes of an experiment's item, by their names in {@link LangfuseAttributes}; not bounded in length. With a
     * root observation id among them everything below is of the environment {@code sdk-experiment}.
     */
    public PropagatedAttributes experiment(Map<String, String> attributes) {
        Map<String, String> all = new LinkedHashMap<>(texts);
        attributes.forEach((key, value) -> {
            if (!key.startsWith(PropagatedBaggage.EXPERIMENT_ATTRIBUTE)) {
                throw new IllegalArgumentException("experiment takes langfuse.experiment attributes, not " + key);
            }
            all.put(key, value);
        });
        return new PropagatedAttributes(all, tags, metadata, prompt, asBaggage);
    }

    /**
     * Also puts them in OpenTelemetry's baggage, which instrumented clients send as a header <em>with every outbound
     * request, to anybody</em>. Values that are not US-ASCII stay out of it, with a warning.
     */
    public PropagatedAttributes asBaggage(boolean baggage) {
        return new PropagatedAttributes(texts, tags, metadata, prompt, baggage);
    }

    public boolean asBaggage() {
        return asBaggage;
    }

    public boolean isEmpty() {
        return texts.isEmpty() && tags.isEmpty() && metadata.isEmpty() && prompt == null;
    }

    /** The text of an attribute by its name in {@link LangfuseAttributes}, without tags, metadata and prompt. */
    public @Nullable String get(String attribute) {
        return texts.get(attribute);
    }

    /** These within {@code outer}: single values replace, metadata are overlaid, tags are appended. */
    public PropagatedAttributes within(PropagatedAttributes outer) {
        if (outer.isEmpty()) {
            return this;
        }
        Map<String, String> allTexts = new LinkedHashMap<>(outer.texts);
        allTexts.putAll(texts);
        Set<String> allTags = new LinkedHashSet<>(outer.tags);
        allTags.addAll(tags);
        Map<String, String> allMetadata = new LinkedHashMap<>(outer.metadata);
        allMetadata.putAll(metadata);
        return new PropagatedAttributes(
                allTexts, List.copyOf(allTags), allMetadata, prompt != null ? prompt : outer.prompt, asBaggage);
    }

    /** Writes them as span attributes. */
    public void write(AttributeSink sink) {
        texts.forEach(sink::put);
        if (!tags.isEmpty()) {
            sink.put(LangfuseAttributes.TRACE_TAGS, tags);
        }
        metadata.forEach((key, value) -> sink.put(LangfuseAttributes.TRACE_METADATA + '.' + key, value));
        if (prompt != null) {
            sink.put(LangfuseAttributes.OBSERVATION_PROMPT_NAME, prompt.name());
            sink.put(LangfuseAttributes.OBSERVATION_PROMPT_VERSION, prompt.version());
        }
        if (texts.containsKey(LangfuseAttributes.EXPERIMENT_ITEM_ROOT_OBSERVATION_ID)) {
            sink.put(LangfuseAttributes.ENVIRONMENT, Environments.EXPERIMENT);
        }
    }

    /**
     * The baggage entries for these, each name starting with {@code langfuse_}.
     *
     * @param given what of these is to be put there: an outer scope's values stay where they are
     */
    public Map<String, String> toBaggage(PropagatedAttributes given) {
        Map<String, String> givenTexts = new LinkedHashMap<>(texts);
        givenTexts.keySet().retainAll(given.texts.keySet());
        Map<String, String> givenMetadata = new LinkedHashMap<>(metadata);
        givenMetadata.keySet().retainAll(given.metadata.keySet());
        return PropagatedBaggage.write(
                givenTexts,
                given.tags.isEmpty() ? List.of() : tags,
                givenMetadata,
                given.prompt == null ? null : prompt);
    }

    /**
     * The attributes in baggage that came in; entries of other names are passed over. What is not valid is left out
     * without a word, since anybody can send it.
     */
    public static PropagatedAttributes fromBaggage(Map<String, String> baggage) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> tags = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        PromptLink prompt = PropagatedBaggage.read(baggage, texts, tags, metadata);
        if (texts.isEmpty() && tags.isEmpty() && metadata.isEmpty() && prompt == null) {
            return NONE;
        }
        return new PropagatedAttributes(texts, List.copyOf(tags), metadata, prompt, false);
    }

    private PropagatedAttributes text(String attribute, @Nullable String value) {
        return value == null || !PropagatedText.check(attribute, value) ? this : withText(attribute, value);
    }

    private PropagatedAttributes withText(String attribute, String value) {
        Map<String, String> changed = new LinkedHashMap<>(texts);
        changed.put(attribute, value);
        return new PropagatedAttributes(changed, tags, metadata, prompt, asBaggage);
    }

    /** Names what is given, without any value. */
    @Override
    public String toString() {
        return "PropagatedAttributes[" + texts.keySet() + ", " + tags.size() + " tags, " + metadata.size()
                + " metadata entries]";
    }
}
