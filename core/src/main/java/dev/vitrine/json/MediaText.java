package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.ValueNode;
import dev.vitrine.media.ReferencedMedia;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Media in a tree that is queried: text to a filter, media to whoever takes the node out. */
final class MediaText extends ValueNode {
    private static final long serialVersionUID = 1L;
    private final transient ReferencedMedia media;

    private MediaText(ReferencedMedia media) {
        this.media = media;
    }

    @Override
    public JsonToken asToken() {
        return JsonToken.VALUE_STRING;
    }

    @Override
    public JsonNodeType getNodeType() {
        return JsonNodeType.STRING;
    }

    @Override
    public String asText() {
        return media.referenceString();
    }

    @Override
    public String textValue() {
        return media.referenceString();
    }

    @Override
    public void serialize(JsonGenerator out, SerializerProvider provider) throws IOException {
        provider.defaultSerializeValue(media, out);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MediaText that && asText().equals(that.asText());
    }

    @Override
    public int hashCode() {
        return asText().hashCode();
    }

    /** Makes nodes of all JSON. */
    static final class Factory extends JsonNodeFactory {
        static final Factory INSTANCE = new Factory();
        private static final long serialVersionUID = 1L;

        private Factory() {
            super(true);
        }

        @Override
        public ValueNode pojoNode(@Nullable Object value) {
            return value instanceof ReferencedMedia media ? new MediaText(media) : new POJONode(value);
        }
    }
}
