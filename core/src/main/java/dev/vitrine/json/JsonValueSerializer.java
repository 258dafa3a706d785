package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Copies a value token by token, numbers digit by digit, with its media as the call wants them. */
final class JsonValueSerializer extends StdSerializer<JsonValue> {
    private static final long serialVersionUID = 1L;

    JsonValueSerializer() {
        super(JsonValue.class);
    }

    @Override
    public void serialize(JsonValue value, JsonGenerator out, SerializerProvider provider) throws IOException {
        try (HydratingParser in = value.parser()) {
            int open = 0;
            do {
                @Nullable JsonToken token = in.nextToken();
                if (token == null) {
                    throw ReadFailure.endsEarly();
                }
                if (token.isStructStart()) {
                    open++;
                } else if (token.isStructEnd()) {
                    open--;
                }
                copy(token, in, out, provider);
            } while (open > 0);
            if (in.nextToken() != null) {
                throw ReadFailure.trailing();
            }
        }
    }

    private static void copy(JsonToken token, HydratingParser in, JsonGenerator out, SerializerProvider provider)
            throws IOException {
        switch (token) {
            case FIELD_NAME -> out.writeFieldName(in.currentName());
            case VALUE_EMBEDDED_OBJECT -> provider.defaultSerializeValue(in.media(), out);
            case VALUE_NUMBER_FLOAT -> {
                if (out instanceof TokenBuffer) {
                    out.writeNumber(in.getDecimalValue());
                } else {
                    out.writeNumber(in.getText());
                }
            }
            default -> out.copyCurrentEvent(in);
        }
    }

    @Override
    public void serializeWithType(JsonValue value, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(value, out, provider);
    }
}
