package dev.vitrine.trace;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Propagated attributes as baggage entries and back. */
final class PropagatedBaggage {
    static final String PREFIX = "langfuse_";
    static final String EXPERIMENT_ATTRIBUTE = "langfuse.experiment.";

    /** Says which trace a span of the platform was active in; no attribute. */
    static final String TRACE_ID = PREFIX + "trace_id";

    private static final String METADATA = PREFIX + "metadata_";
    private static final String TAGS = PREFIX + "tags";
    private static final String PROMPT_NAME = PREFIX + "prompt_name";
    private static final String PROMPT_VERSION = PREFIX + "prompt_version";
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final int MOST_ENTRIES = 64; // what the W3C asks everyone to pass on
    private static final Logger log = LoggerFactory.getLogger(PropagatedAttributes.class);

    private static final Map<String, String> ATTRIBUTES = Map.ofEntries(
            Map.entry(PREFIX + "user_id", LangfuseAttributes.TRACE_USER_ID),
            Map.entry(PREFIX + "session_id", LangfuseAttributes.TRACE_SESSION_ID),
            Map.entry(PREFIX + "version", LangfuseAttributes.VERSION),
            Map.entry(PREFIX + "trace_name", LangfuseAttributes.TRACE_NAME),
            Map.entry(PREFIX + "environment", LangfuseAttributes.ENVIRONMENT),
            Map.entry(PREFIX + "experiment_id", LangfuseAttributes.EXPERIMENT_ID),
            Map.entry(PREFIX + "experiment_name", LangfuseAttributes.EXPERIMENT_NAME),
            Map.entry(PREFIX + "experiment_metadata", LangfuseAttributes.EXPERIMENT_METADATA),
            Map.entry(PREFIX + "experiment_dataset_id", LangfuseAttributes.EXPERIMENT_DATASET_ID),
            Map.entry(PREFIX + "experiment_item_id", LangfuseAttributes.EXPERIMENT_ITEM_ID),
            Map.entry(PREFIX + "experiment_item_metadata", LangfuseAttributes.EXPERIMENT_ITEM_METADATA),
            Map.entry(
                    PREFIX + "experiment_item_root_observation_id",
                    LangfuseAttributes.EXPERIMENT_ITEM_ROOT_OBSERVATION_ID));

    private PropagatedBaggage() {}

    static Map<String, String> write(
            Map<String, String> texts, List<String> tags, Map<String, String> metadata, @Nullable PromptLink prompt) {
        Map<String, String> entries = new LinkedHashMap<>();
        ATTRIBUTES.forEach((entry, attribute) -> add(entries, entry, texts.get(attribute)));
        if (!tags.isEmpty()) {
            add(entries, TAGS, String.join(",", tags));
        }
        metadata.forEach((key, value) -> add(entries, METADATA + key, value));
        if (prompt != null) {
            add(entries, PROMPT_NAME, prompt.name());
            add(entries, PROMPT_VERSION, Integer.toString(prompt.version()));
        }
        return entries;
    }

    private static void add(Map<String, String> entries, String entry, @Nullable String value) {
        if (value == null) {
            return;
        }
        if (!PropagatedText.isAscii(value) || !TOKEN.matcher(entry).matches()) {
            log.warn("{} left out of the baggage: it takes US-ASCII values under plain names", entry);
            return;
        }
        entries.put(entry, value);
    }

    static @Nullable PromptLink read(
            Map<String, String> baggage, Map<String, String> texts, List<String> tags, Map<String, String> metadata) {
        int taken = 0;
        for (Map.Entry<String, String> entry : baggage.entrySet()) {
            String name = entry.getKey();
            if (name.startsWith(PREFIX) && !name.equals(TRACE_ID) && taken++ < MOST_ENTRIES) {
                readEntry(name, entry.getValue(), texts, tags, metadata);
            }
        }
        return prompt(baggage.get(PROMPT_NAME), baggage.get(PROMPT_VERSION));
    }

    private static void readEntry(
            String name, String value, Map<String, String> texts, List<String> tags, Map<String, String> metadata) {
        String attribute = ATTRIBUTES.get(name);
        if (name.equals(TAGS)) {
            Arrays.stream(value.split(",")) // a tag must not be empty
                    .filter(tag -> !tag.isEmpty() && PropagatedText.isValid(tag))
                    .distinct()
                    .forEach(tags::add);
        } else if (name.equals(PROMPT_NAME) || name.equals(PROMPT_VERSION) || !PropagatedText.isValid(value)) {
            return;
        } else if (attribute == null) {
            String prefix = name.startsWith(METADATA) ? METADATA : PREFIX;
            metadata.put(name.substring(prefix.length()), value);
        } else if (!attribute.equals(LangfuseAttributes.ENVIRONMENT) || Environments.isValid(value)) {
            texts.put(attribute, value);
        }
    }

    private static @Nullable PromptLink prompt(@Nullable String name, @Nullable String version) {
        if (name == null || version == null || !PropagatedText.isValid(name)) {
            return null;
        }
        try {
            return new PromptLink(name, Integer.parseInt(version));
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
