package dev.vitrine.embedded.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * Turns a value that was sent into the value that is stored: text that is JSON is parsed, numbers pass through a
 * double, control characters go, lone surrogates are refused.
 */
public final class Normaliser {
    private static final int MAX_DEPTH = 2_000;
    private static final double MAX_SAFE_INTEGER = 9_007_199_254_740_991d;

    /** In text that was parsed, integers that a double cannot hold stay text. */
    private final boolean unsafeIntegersAsText;

    private Normaliser(boolean unsafeIntegersAsText) {
        this.unsafeIntegersAsText = unsafeIntegersAsText;
    }

    /**
     * The value as it is stored, {@link NullNode} included.
     *
     * @throws UnstorableJsonException if the database refuses it
     */
    public static JsonNode normalise(JsonNode sent) {
        if (!sent.isTextual()) {
            return new Normaliser(false).walk(sent, 0);
        }
        String text = sent.textValue();
        if (text.isEmpty()) {
            return NullNode.getInstance();
        }
        JsonNode parsed;
        try {
            parsed = Json.parse(text);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(clean(text));
        }
        return new Normaliser(true).walk(parsed, 0);
    }

    /** Like {@link #normalise} for values whose text is not parsed. */
    public static JsonNode sanitise(JsonNode sent) {
        return new Normaliser(false).walk(sent, 0);
    }

    private JsonNode walk(JsonNode node, int depth) {
        if (depth > MAX_DEPTH) {
            throw new UnstorableJsonException("Maximum call stack size exceeded");
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                copy.set(checkedKey(entry.getKey()), walk(entry.getValue(), depth + 1));
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            for (JsonNode element : array) {
                copy.add(walk(element, depth + 1));
            }
            return copy;
        }
        if (node.isTextual()) {
            return TextNode.valueOf(clean(node.textValue()));
        }
        return node.isNumber() ? number(node) : node;
    }

    private JsonNode number(JsonNode node) {
        double value = node.doubleValue();
        if (unsafeIntegersAsText && node.isIntegralNumber() && Math.abs(value) > MAX_SAFE_INTEGER) {
            return TextNode.valueOf(node.asText());
        }
        return Double.isInfinite(value) ? NullNode.getInstance() : DoubleNode.valueOf(value);
    }

    private static String checkedKey(String key) {
        if (key.indexOf('\0') >= 0) {
            throw new UnstorableJsonException("unsupported Unicode escape sequence");
        }
        checkSurrogates(key);
        return key;
    }

    private static String clean(String text) {
        checkSurrogates(text);
        if (text.chars().noneMatch(Normaliser::isRemoved)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.chars().filter(c -> !isRemoved(c)).forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private static boolean isRemoved(int c) {
        return c <= 0x08 || c == 0x0B || (c >= 0x0E && c <= 0x1F) || (c >= 0x7F && c <= 0x9F);
    }

    private static void checkSurrogates(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                i++;
                continue;
            }
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) {
                throw new UnstorableJsonException("lone surrogate in text");
            }
            i += 2;
        }
    }
}
