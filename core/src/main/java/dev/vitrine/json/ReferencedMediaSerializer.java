package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.vitrine.media.ReferencedMedia;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The reference string and nothing else, whatever the type has besides. */
final class ReferencedMediaSerializer extends StdSerializer<ReferencedMedia> {
    private static final long serialVersionUID = 1L;

    ReferencedMediaSerializer() {
        super(ReferencedMedia.class);
    }

    @Override
    public void serialize(ReferencedMedia media, JsonGenerator out, SerializerProvider provider) throws IOException {
        if (out instanceof TokenBuffer) {
            out.writeEmbeddedObject(media);
            return;
        }
        String reference = textOf(media);
        Encoding encoding = Encoding.of(provider);
        if (encoding != null) {
            encoding.mark(out, media);
        }
        out.writeString(reference);
    }

    @Override
    public void serializeWithType(
            ReferencedMedia media, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(media, out, provider);
    }

    static String textOf(ReferencedMedia media) {
        @Nullable String reference = media.referenceString();
        if (reference == null || reference.isEmpty()) {
            throw new JsonException("a " + media.getClass().getName()
                    + " has no reference string, and nothing else of it may be written");
        }
        return reference;
    }

    /** As a key of a map. */
    static final class AsKey extends JsonSerializer<ReferencedMedia> {
        @Override
        public void serialize(ReferencedMedia media, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeFieldName(textOf(media));
        }
    }
}
