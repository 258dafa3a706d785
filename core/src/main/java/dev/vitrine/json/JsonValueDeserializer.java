package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.util.Arrays;

/** Cuts a value out of the bytes that are being read; where those are not at hand, writes it anew. */
final class JsonValueDeserializer extends StdDeserializer<JsonValue> {
    static final Object SOURCE = JsonValueDeserializer.class;
    private static final long serialVersionUID = 1L;

    JsonValueDeserializer() {
        super(JsonValue.class);
    }

    @Override
    public JsonValue deserialize(JsonParser in, DeserializationContext context) throws IOException {
        if (in instanceof HydratingParser hydrating) {
            return hydrating.cut();
        }
        if (in instanceof UTF8StreamJsonParser && context.getAttribute(SOURCE) instanceof byte[] source) {
            int start = (int) in.currentTokenLocation().getByteOffset();
            in.skipChildren();
            in.finishToken();
            int end = (int) in.currentLocation().getByteOffset();
            return JsonValue.ofBytes(Arrays.copyOfRange(source, start, end));
        }
        TokenBuffer buffer = new TokenBuffer(in, context);
        buffer.copyCurrentStructure(in);
        return JsonValue.of(buffer);
    }

    @Override
    public JsonValue getNullValue(DeserializationContext context) {
        return JsonValue.nullValue();
    }

    @Override
    public JsonValue getAbsentValue(DeserializationContext context) {
        return JsonValue.nullValue();
    }
}
