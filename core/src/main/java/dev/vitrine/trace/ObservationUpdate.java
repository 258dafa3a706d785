package dev.vitrine.trace;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an observation is to say. Immutable: each method returns another update. What is not given stays as it is on the
 * observation; nothing can be taken back, and null gives nothing.
 *
 * <p>Input, output and metadata are any objects, with media at any depth. They are read when the update is applied, not
 * later. A map as metadata adds to earlier metadata key by key.
 */
public final class ObservationUpdate {
    private static final ObservationUpdate NONE = new ObservationUpdate(new Object[Field.COUNT]);

    private final @Nullable Object[] values;

    private ObservationUpdate(@Nullable Object[] values) {
        this.values = values;
    }

    /** An update that changes nothing: where to start. */
    public static ObservationUpdate none() {
        return NONE;
    }

    /** Renames the observation; empty text is ignored. */
    public ObservationUpdate name(@Nullable String name) {
        return with(Field.NAME, name == null || name.isEmpty() ? null : name);
    }

    public ObservationUpdate input(@Nullable Object input) {
        return with(Field.INPUT, input);
    }

    public ObservationUpdate output(@Nullable Object output) {
        return with(Field.OUTPUT, output);
    }

    public ObservationUpdate metadata(@Nullable Object metadata) {
        return with(Field.METADATA, metadata);
    }

    /** One more entry of the metadata; takes the place of metadata that is no map. */
    public ObservationUpdate metadata(String key, @Nullable Object value) {
        Objects.requireNonNull(key, "key");
        Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
        if (metadata() instanceof Map<?, ?> earlier) {
            entries.putAll(earlier);
        }
        entries.put(key, value);
        return with(Field.METADATA, entries);
    }

    public ObservationUpdate version(@Nullable String version) {
        return with(Field.VERSION, version);
    }

    public ObservationUpdate level(@Nullable Level level) {
        return with(Field.LEVEL, level);
    }

    public ObservationUpdate statusMessage(@Nullable String message) {
        return with(Field.STATUS_MESSAGE, message);
    }

    /** When the first part of the answer came. Of generations and embeddings only, as all that follows. */
    public ObservationUpdate completionStartTime(@Nullable Instant time) {
        return with(Field.COMPLETION_START_TIME, time);
    }

    public ObservationUpdate model(@Nullable String model) {
        return with(Field.MODEL, model);
    }

    public ObservationUpdate modelParameters(@Nullable Map<String, ?> parameters) {
        return with(Field.MODEL_PARAMETERS, parameters);
    }

    /** Units used, by kind ({@code input}, {@code output}, {@code total}, or any other). */
    public ObservationUpdate usageDetails(@Nullable Map<String, ? extends Number> usage) {
        return with(Field.USAGE_DETAILS, usage);
    }

    /** Cost in US dollars, by the same kinds. */
    public ObservationUpdate costDetails(@Nullable Map<String, ? extends Number> cost) {
        return with(Field.COST_DETAILS, cost);
    }

    public ObservationUpdate prompt(@Nullable PromptLink prompt) {
        return with(Field.PROMPT, prompt);
    }

    /** This update with {@code later}'s values over it; metadata that are maps are joined. */
    public ObservationUpdate and(ObservationUpdate later) {
        @Nullable Object[] joined = values.clone();
        for (int i = 0; i < joined.length; i++) {
            if (later.values[i] != null) {
                joined[i] = later.values[i];
            }
        }
        if (metadata() instanceof Map<?, ?> mine && later.metadata() instanceof Map<?, ?> theirs) {
            Map<Object, @Nullable Object> entries = new LinkedHashMap<>(mine);
            entries.putAll(theirs);
            joined[Field.METADATA.ordinal()] = entries;
        }
        return new ObservationUpdate(joined);
    }

    public @Nullable String name() {
        return (String) get(Field.NAME);
    }

    public @Nullable Object input() {
        return get(Field.INPUT);
    }

    public @Nullable Object output() {
        return get(Field.OUTPUT);
    }

    public @Nullable Object metadata() {
        return get(Field.METADATA);
    }

    public @Nullable String version() {
        return (String) get(Field.VERSION);
    }

    public @Nullable Level level() {
        return (Level) get(Field.LEVEL);
    }

    public @Nullable String statusMessage() {
        return (String) get(Field.STATUS_MESSAGE);
    }

    @Nullable
    Object get(Field field) {
        return values[field.ordinal()];
    }

    private ObservationUpdate with(Field field, @Nullable Object value) {
        if (values[field.ordinal()] == value) {
            return this;
        }
        @Nullable Object[] changed = values.clone();
        changed[field.ordinal()] = value;
        return new ObservationUpdate(changed);
    }

    /** Names what is given, without any value. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ObservationUpdate[");
        for (Field field : Field.values()) {
            if (get(field) != null) {
                text.append(text.charAt(text.length() - 1) == '[' ? "" : ", ").append(field);
            }
        }
        return text.append(']').toString();
    }

    enum Field {
        NAME,
        INPUT,
        OUTPUT,
        METADATA,
        VERSION,
        LEVEL,
        STATUS_MESSAGE,
        COMPLETION_START_TIME,
        MODEL,
        MODEL_PARAMETERS,
        USAGE_DETAILS,
        COST_DETAILS,
        PROMPT;

        static final int COUNT = values().length;
    }
}
