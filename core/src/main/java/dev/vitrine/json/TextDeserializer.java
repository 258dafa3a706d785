package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import dev.vitrine.media.ReferencedMedia;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Text; where media have been put in, their reference string. */
final class TextDeserializer extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1L;

    TextDeserializer() {
        super(String.class);
    }

    @Override
    public @Nullable String deserialize(JsonParser in, DeserializationContext context) throws IOException {
        if (in.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT)
                && in.getEmbeddedObject() instanceof ReferencedMedia referenced) {
            return referenced.referenceString();
        }
        return StringDeserializer.instance.deserialize(in, context);
    }
}
