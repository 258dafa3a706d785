package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.json.UnstorableJsonException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks for values among the attributes of a span. */
record Attributes(Map<String, JsonNode> values) {
    private static final int MAX_DEPTH = 500;
    private static final long MAX_SAFE_INTEGER = 9_007_199_254_740_991L;

    /** The first of these that is there and not empty, as text; what is no text as JSON. */
    @Nullable
    String text(String... keys) {
        for (String key : keys) {
            JsonNode value = values.get(key);
            if (value != null && !value.isNull()) {
                String text = text(value);
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return null;
    }

    /** An object that is sent as JSON text; empty when it is anything else. */
    ObjectNode object(String key) {
        JsonNode value = values.get(key);
        return value != null && value.isTextual() && parsed(value.textValue()) instanceof ObjectNode object
                ? object
                : Json.object();
    }

    boolean isTrue(String... keys) {
        String text = text(keys);
        return text != null && text.equals("true");
    }

    static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    /** The JSON that a text is, or the text. Integers that JavaScript would change stay text. */
    static JsonNode parsed(String text) {
        if (text.isEmpty() || isDeep(text)) {
            return TextNode.valueOf(text);
        }
        try {
            return safe(Json.parse(text), text);
        } catch (JsonProcessingException | UnstorableJsonException e) {
            return TextNode.valueOf(text);
        }
    }

    /** Whether it would be more than a writer of JSON takes. Brackets in strings count as well, which does no harm. */
    private static boolean isDeep(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                return true;
            }
        }
        return false;
    }

    /** The value, or its text if it is an integer that JavaScript would change. */
    static JsonNode safe(JsonNode value, String text) {
        boolean unsafe = value.isIntegralNumber()
                && (!value.canConvertToLong()
                        || value.longValue() > MAX_SAFE_INTEGER
                        || value.longValue() < -MAX_SAFE_INTEGER);
        return unsafe ? TextNode.valueOf(text) : value;
    }
}
