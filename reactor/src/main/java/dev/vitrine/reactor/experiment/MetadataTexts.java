package dev.vitrine.reactor.experiment;

import dev.vitrine.json.JsonEncoder;
import dev.vitrine.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Metadata as the platform takes them with experiments: a text a leaf, each of at most 200 characters. */
final class MetadataTexts {
    private static final Logger log = LoggerFactory.getLogger(ExperimentClient.class);
    private static final int LONGEST = 200;
    private static final int MOST = 250;

    private final Map<String, String> texts;

    private MetadataTexts(Map<String, String> texts) {
        this.texts = texts;
    }

    /**
     * Writes {@code metadata} under {@code prefix}: an object's leaves by their path with dots, anything else under the
     * prefix alone. What is too long, and what is beyond 250 leaves, is left out with a warning.
     */
    static void flatten(String prefix, @Nullable Object metadata, Map<String, String> into) {
        if (metadata == null) {
            return;
        }
        MetadataTexts flat = new MetadataTexts(new LinkedHashMap<>());
        flat.add(prefix, JsonEncoder.lenient().toValue(metadata));
        into.putAll(flat.texts);
    }

    /** The entries of what is an object as JSON; null for anything else. */
    static @Nullable Map<String, @Nullable Object> entries(@Nullable Object metadata) {
        if (metadata == null) {
            return null;
        }
        JsonValue json = metadata instanceof JsonValue known
                ? known
                : JsonEncoder.lenient().toValue(metadata);
        return json.kind() == JsonValue.Kind.OBJECT ? json.asMap() : null;
    }

    private void add(String path, JsonValue value) { // as deep as the encoder goes, which is bounded
        switch (value.kind()) {
            case NULL -> {}
            case OBJECT ->
                value.asMap()
                        .forEach((key, child) ->
                                add(path + '.' + key, JsonEncoder.lenient().toValue(child)));
            case STRING -> put(path, JsonValue.ofBytes(value.toBytes()).as(String.class));
            default -> put(path, value.toJson());
        }
    }

    private void put(String path, @Nullable String text) {
        if (text == null) {
            return;
        }
        int length = text.codePointCount(0, text.length());
        if (length > LONGEST) {
            log.warn("{} left out: {} characters, at most {} are allowed", path, length, LONGEST);
        } else if (texts.size() >= MOST) {
            log.warn("{} left out: metadata of an experiment may have {} entries", path, MOST);
        } else {
            texts.put(path, text);
        }
    }
}
