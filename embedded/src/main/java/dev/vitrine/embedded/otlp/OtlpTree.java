package dev.vitrine.embedded.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Steps in the JSON form of an export, as leniently as the platform takes them. */
final class OtlpTree {
    private OtlpTree() {}

    /** A list that may be missing, but may not be anything else. */
    static JsonNode list(JsonNode owner, String name, String what) throws InvalidExportException {
        JsonNode list = owner.path(name);
        if (list.isMissingNode() || list.isNull()) {
            return JsonNodeFactory.instance.arrayNode();
        }
        if (!list.isArray()) {
            throw new InvalidExportException(what + "." + name + " must be an array");
        }
        return list;
    }

    /** Text as it is; the bytes of a JavaScript buffer as hex; null for what is empty or neither. */
    static @Nullable String id(JsonNode id) {
        if (id.isTextual()) {
            return id.textValue().isEmpty() ? null : id.textValue();
        }
        JsonNode data = id.path("data");
        if (!data.isArray() || data.isEmpty()) {
            return null;
        }
        byte[] bytes = new byte[data.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) data.get(i).asInt();
        }
        return HexFormat.of().formatHex(bytes);
    }

    /** A 64-bit number: as such, as text, or in two halves. */
    static long integer(JsonNode number) {
        if (number.isObject()) {
            return number.path("high").asLong() << 32 | (number.path("low").asLong() & 0xFFFF_FFFFL);
        }
        if (!number.isTextual()) {
            return number.asLong();
        }
        try {
            return new BigInteger(number.textValue()).longValue();
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
