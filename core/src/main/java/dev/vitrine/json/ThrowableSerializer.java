package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** An error as {@code Type: message}, without its stack. */
final class ThrowableSerializer extends StdSerializer<Throwable> {
    private static final long serialVersionUID = 1L;

    ThrowableSerializer() {
        super(Throwable.class);
    }

    @Override
    public void serialize(Throwable error, JsonGenerator out, SerializerProvider provider) throws IOException {
        String message = error.getMessage();
        String type = Names.of(error.getClass());
        out.writeString(message == null ? type : type + ": " + message);
    }

    @Override
    public void serializeWithType(Throwable error, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(error, out, provider);
    }
}
