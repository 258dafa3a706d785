package dev.vitrine.trace;

import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonEncoder.MediaReferences;
import dev.vitrine.media.Media;
import dev.vitrine.media.ReferencedMedia;
import dev.vitrine.trace.ObservationUpdate.Field;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes what observations say as span attributes: text as it is, other values as JSON text, a map as metadata entry by
 * entry. Never fails; what cannot be written becomes a placeholder. Immutable and thread-safe.
 */
public final class AttributeEncoder {
    private static final String UNREADABLE = "<not serializable>";

    private final JsonEncoder json;
    private final @Nullable MediaReferences media;

    public AttributeEncoder() {
        this(JsonEncoder.lenient());
    }

    public AttributeEncoder(JsonEncoder json) {
        this.json = json;
        this.media = null;
    }

    /** @param media what is written for media that are still in a value */
    public AttributeEncoder(JsonEncoder json, MediaReferences media) {
        this.json = json;
        this.media = Objects.requireNonNull(media, "media");
    }

    /** Input or output. Null writes nothing. */
    public void value(String key, @Nullable Object value, AttributeSink sink) {
        if (value != null) {
            sink.put(key, text(value));
        }
    }

    /** Metadata under {@code prefix}, or {@code prefix.key} for each entry of a map. Null values write nothing. */
    public void metadata(String prefix, @Nullable Object metadata, AttributeSink sink) {
        if (!(metadata instanceof Map<?, ?> entries)) {
            value(prefix, metadata, sink);
            return;
        }
        try {
            entries.forEach((key, value) -> entry(prefix + '.' + key, value, sink));
        } catch (RuntimeException e) { // the map's, or changed while it was read
            sink.put(prefix, UNREADABLE);
        }
    }

    private void entry(String key, @Nullable Object value, AttributeSink sink) {
        if (value instanceof Boolean flag) {
            sink.put(key, flag);
        } else if (value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte) {
            sink.put(key, ((Number) value).longValue());
        } else if (value instanceof BigInteger big && big.bitLength() < Long.SIZE) {
            sink.put(key, big.longValue());
        } else {
            value(key, value, sink);
        }
    }

    /** All that {@code update} says but its name, input, output and metadata. */
    public void fields(ObservationUpdate update, ObservationType type, AttributeSink sink) {
        put(LangfuseAttributes.VERSION, update.version(), sink);
        Level level = update.level();
        if (level != null) {
            sink.put(LangfuseAttributes.OBSERVATION_LEVEL, level.name());
        }
        put(LangfuseAttributes.OBSERVATION_STATUS_MESSAGE, update.statusMessage(), sink);
        if (type.isGenerationLike()) {
            generationFields(update, sink);
        }
    }

    private void generationFields(ObservationUpdate update, AttributeSink sink) {
        Object started = update.get(Field.COMPLETION_START_TIME);
        if (started != null) {
            sink.put(LangfuseAttributes.OBSERVATION_COMPLETION_START_TIME, "\"" + started + "\"");
        }
        value(LangfuseAttributes.OBSERVATION_MODEL, update.get(Field.MODEL), sink);
        value(LangfuseAttributes.OBSERVATION_MODEL_PARAMETERS, update.get(Field.MODEL_PARAMETERS), sink);
        value(LangfuseAttributes.OBSERVATION_USAGE_DETAILS, update.get(Field.USAGE_DETAILS), sink);
        value(LangfuseAttributes.OBSERVATION_COST_DETAILS, update.get(Field.COST_DETAILS), sink);
        if (update.get(Field.PROMPT) instanceof PromptLink prompt) {
            sink.put(LangfuseAttributes.OBSERVATION_PROMPT_NAME, prompt.name());
            sink.put(LangfuseAttributes.OBSERVATION_PROMPT_VERSION, prompt.version());
        }
    }

    /** All that {@code update} says but its input, output and metadata. */
    public void fields(TraceUpdate update, AttributeSink sink) {
        put(LangfuseAttributes.TRACE_NAME, update.name(), sink);
        put(LangfuseAttributes.TRACE_USER_ID, update.userId(), sink);
        put(LangfuseAttributes.TRACE_SESSION_ID, update.sessionId(), sink);
        put(LangfuseAttributes.VERSION, update.version(), sink);
        if (!update.tags().isEmpty()) {
            sink.put(LangfuseAttributes.TRACE_TAGS, update.tags());
        }
        Boolean isPublic = update.isPublic();
        if (isPublic != null) {
            sink.put(LangfuseAttributes.TRACE_PUBLIC, isPublic);
        }
    }

    /** Text as it is, anything else as JSON text. */
    public String text(Object value) {
        try {
            if (value instanceof CharSequence text) {
                return text.toString();
            }
            if (value instanceof Media alone && media != null) {
                return media.referenceString(alone);
            }
            return value instanceof ReferencedMedia reference
                    ? reference.referenceString()
                    : new String(
                            media == null ? json.encode(value) : json.encode(value, media), StandardCharsets.UTF_8);
        } catch (RuntimeException e) { // the encoder is lenient; a value's own methods may not be
            return UNREADABLE;
        }
    }

    private static void put(String key, @Nullable String value, AttributeSink sink) {
        if (value != null) {
            sink.put(key, value);
        }
    }
}
