package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of a value and gives media where marked strings stand. Their text stays the reference string. */
final class HydratingParser extends JsonParserDelegate {
    private final JsonValue value;
    private final MediaMarks marks;
    private int strings; // string values up to and including the current token
    private int next;
    private @Nullable Object media;

    HydratingParser(JsonParser in, JsonValue value, MediaMarks marks) {
        super(in);
        this.value = value;
        this.marks = marks;
    }

    /** The media at the current token. */
    @Nullable
    Object media() {
        return media;
    }

    /** The current value as a value of its own; the parser moves to its end. */
    JsonValue cut() throws IOException {
        int start = (int) delegate.currentTokenLocation().getByteOffset();
        int from = hasString() ? strings - 1 : strings;
        skipChildren();
        delegate.finishToken();
        int end = (int) delegate.currentLocation().getByteOffset();
        return value.part(start, end, marks.slice(from, strings));
    }

    private boolean hasString() {
        return delegate.hasToken(JsonToken.VALUE_STRING);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        @Nullable JsonToken token = delegate.nextToken();
        media = null;
        if (token == JsonToken.VALUE_STRING) {
            int number = strings++;
            if (next < marks.size() && marks.string(next) == number) {
                media = marks.media(next++);
                return JsonToken.VALUE_EMBEDDED_OBJECT;
            }
        }
        return token;
    }

    @Override
    public @Nullable JsonToken nextValue() throws IOException {
        @Nullable JsonToken token = nextToken();
        return token == JsonToken.FIELD_NAME ? nextToken() : token;
    }

    @Override
    public JsonParser skipChildren() throws IOException {
        if (hasToken(JsonToken.START_OBJECT) || hasToken(JsonToken.START_ARRAY)) {
            int open = 1;
            while (open > 0) {
                @Nullable JsonToken token = nextToken();
                if (token == null) {
                    break;
                }
                if (token.isStructStart()) {
                    open++;
                } else if (token.isStructEnd()) {
                    open--;
                }
            }
        }
        return this;
    }

    @Override
    public void clearCurrentToken() {
        media = null;
        delegate.clearCurrentToken();
    }

    @Override
    public @Nullable JsonToken currentToken() {
        return media == null ? delegate.currentToken() : JsonToken.VALUE_EMBEDDED_OBJECT;
    }

    @Override
    @Deprecated
    public @Nullable JsonToken getCurrentToken() {
        return currentToken();
    }

    @Override
    public int currentTokenId() {
        return media == null ? delegate.currentTokenId() : JsonTokenId.ID_EMBEDDED_OBJECT;
    }

    @Override
    @Deprecated
    public int getCurrentTokenId() {
        return currentTokenId();
    }

    @Override
    public boolean hasToken(JsonToken token) {
        return currentToken() == token;
    }

    @Override
    public boolean hasTokenId(int id) {
        return currentTokenId() == id;
    }

    @Override
    public @Nullable Object getEmbeddedObject() throws IOException {
        return media == null ? delegate.getEmbeddedObject() : media;
    }
}
