package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.vitrine.media.Media;
import java.io.IOException;

/** Media as the call's references say, else as they say themselves. Conversions in memory keep them as they are. */
final class MediaSerializer extends StdSerializer<Media> implements ContextualSerializer {
    private static final long serialVersionUID = 1L;
    private final JsonSerializer<Object> own;

    @SuppressWarnings("unchecked")
    MediaSerializer(JsonSerializer<?> own) {
        super(Media.class);
        this.own = (JsonSerializer<Object>) own;
    }

    @Override
    public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property)
            throws JsonMappingException {
        return own instanceof ContextualSerializer contextual
                ? new MediaSerializer(contextual.createContextual(provider, property))
                : this;
    }

    @Override
    public void serialize(Media media, JsonGenerator out, SerializerProvider provider) throws IOException {
        if (out instanceof TokenBuffer) {
            out.writeEmbeddedObject(media);
            return;
        }
        Encoding encoding = Encoding.of(provider);
        if (encoding == null) {
            own.serialize(media, out, provider);
            return;
        }
        encoding.mark(out, media);
        String reference = encoding.referenceOf(media);
        if (reference == null) {
            own.serialize(media, out, provider);
        } else {
            out.writeString(reference);
        }
    }

    @Override
    public void serializeWithType(Media media, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(media, out, provider);
    }
}
