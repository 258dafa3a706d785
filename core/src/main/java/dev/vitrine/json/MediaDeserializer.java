package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import dev.vitrine.media.MediaReference;
import dev.vitrine.media.MediaReferenceSyntaxException;
import dev.vitrine.media.ReferencedMedia;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes the media that were put in. A {@link MediaReference} may be read from its string as well. */
final class MediaDeserializer extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;
    private final Class<?> type;

    MediaDeserializer(Class<?> type, JsonDeserializer<?> delegate) {
        super(delegate);
        this.type = type;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> delegate) {
        return new MediaDeserializer(type, delegate);
    }

    @Override
    public @Nullable Object deserialize(JsonParser in, DeserializationContext context) throws IOException {
        boolean reference = type == MediaReference.class || type == ReferencedMedia.class;
        if (in.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT)) {
            Object embedded = in.getEmbeddedObject();
            if (type.isInstance(embedded)) {
                return embedded;
            }
            if (reference && embedded instanceof ReferencedMedia other) {
                return parse(other.referenceString(), context);
            }
        } else if (reference && in.hasToken(JsonToken.VALUE_STRING)) {
            return parse(in.getText(), context);
        } else if (type.isInterface()) {
            return context.reportInputMismatch(type, "no media were put in here");
        }
        return super.deserialize(in, context);
    }

    @Override
    public @Nullable Object deserializeWithType(
            JsonParser in, DeserializationContext context, TypeDeserializer typeDeserializer) throws IOException {
        return in.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT)
                ? deserialize(in, context)
                : super.deserializeWithType(in, context, typeDeserializer);
    }

    private @Nullable Object parse(String text, DeserializationContext context) throws IOException {
        try {
            return MediaReference.parse(text);
        } catch (MediaReferenceSyntaxException e) {
            return context.reportInputMismatch(type, "not a media reference");
        }
    }
}
