package dev.vitrine.embedded.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lists of keys and values of the JSON form. Of a key that comes twice the last value counts. */
final class OtlpAttributes {
    /** Deeper values are refused rather than risk the stack. */
    private static final int MAX_DEPTH = 100;

    private OtlpAttributes() {}

    /** @param what the place, for the error */
    static Map<String, JsonNode> read(JsonNode owner, String what) throws InvalidExportException {
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        for (JsonNode entry : OtlpTree.list(owner, "attributes", what)) {
            attributes.put(entry.path("key").asText(), value(entry.path("value"), 0));
        }
        return attributes;
    }

    private static JsonNode value(JsonNode value, int depth) throws InvalidExportException {
        if (depth > MAX_DEPTH) {
            throw new InvalidExportException("an attribute's value is deeper than " + MAX_DEPTH);
        }
        if (value.has("stringValue")) {
            return value.get("stringValue");
        }
        if (value.has("boolValue")) {
            return value.get("boolValue");
        }
        if (value.has("intValue")) {
            return LongNode.valueOf(OtlpTree.integer(value.get("intValue")));
        }
        if (value.has("doubleValue")) {
            return value.get("doubleValue");
        }
        if (value.has("bytesValue")) {
            return value.get("bytesValue");
        }
        if (value.has("arrayValue")) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (JsonNode element : value.at("/arrayValue/values")) {
                list.add(value(element, depth + 1));
            }
            return list;
        }
        if (value.has("kvlistValue")) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (JsonNode entry : value.at("/kvlistValue/values")) {
                object.set(entry.path("key").asText(), value(entry.path("value"), depth + 1));
            }
            return object;
        }
        return NullNode.getInstance();
    }
}
