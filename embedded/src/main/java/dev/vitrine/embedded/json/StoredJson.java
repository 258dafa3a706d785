package dev.vitrine.embedded.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Writes normalised values as they come back from the database. */
public final class StoredJson {
    public static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private StoredJson() {}

    public static byte[] bytes(JsonNode normalised) {
        if (normalised.isNull()) {
            return NULL;
        }
        JsonOut out = new JsonOut(256);
        write(normalised, out);
        return out.toByteArray();
    }

    /** The same as text. */
    public static String text(JsonNode normalised) {
        return new String(bytes(normalised), StandardCharsets.UTF_8);
    }

    private static void write(JsonNode node, JsonOut out) {
        if (node instanceof ObjectNode object) {
            char before = '{';
            for (String key : KeyOrder.stored(object)) {
                out.ascii(before).string(key).ascii(':');
                write(object.get(key), out);
                before = ',';
            }
            out.raw(before == '{' ? "{}" : "}");
        } else if (node instanceof ArrayNode array) {
            char before = '[';
            for (JsonNode element : array) {
                out.ascii(before);
                write(element, out);
                before = ',';
            }
            out.raw(before == '[' ? "[]" : "]");
        } else if (node.isTextual()) {
            out.string(node.textValue());
        } else if (node.isNumber()) {
            out.raw(JsNumber.text(node.doubleValue()));
        } else {
            out.raw(node.asText());
        }
    }
}
