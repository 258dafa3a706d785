package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;

/** For types that Jackson cannot make a serializer for. */
final class PlaceholderSerializer extends JsonSerializer<Object> {
    static final PlaceholderSerializer INSTANCE = new PlaceholderSerializer();

    private PlaceholderSerializer() {}

    @Override
    public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeString(Names.notSerializable(value.getClass()));
    }

    @Override
    public void serializeWithType(Object value, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(value, out, provider);
    }
}
