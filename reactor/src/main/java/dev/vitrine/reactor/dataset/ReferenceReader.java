package dev.vitrine.reactor.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.vitrine.reactor.dataset.Hydration.Reference;
import dev.vitrine.reactor.media.MediaRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code mediaReferences} while their item is parsed, where they are as the platform writes them. Single-use. */
final class ReferenceReader {
    private final JsonParser in;
    private boolean odd; // something has another type

    ReferenceReader(JsonParser in) {
        this.in = in;
    }

    /**
     * Moves to the end of the value in any case.
     *
     * @return null if anything has another type than the platform gives it
     */
    @Nullable
    List<@Nullable Reference> read(JsonToken token) throws IOException {
        List<@Nullable Reference> references = List.of();
        if (token == JsonToken.START_ARRAY) {
            references = new ArrayList<>();
            for (JsonToken entry = in.nextToken(); entry != JsonToken.END_ARRAY; entry = in.nextToken()) {
                references.add(isObject(entry) ? reference() : null);
            }
        } else if (token != JsonToken.VALUE_NULL) {
            pass();
        }
        return odd ? null : references;
    }

    private Reference reference() throws IOException {
        String field = null;
        String referenceString = null;
        String jsonPath = null;
        MediaRecord media = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            switch (name) {
                case "field" -> field = text(value);
                case "referenceString" -> referenceString = text(value);
                case "jsonPath" -> jsonPath = text(value);
                case "media" -> media = isObject(value) ? media() : null;
                default -> in.skipChildren();
            }
        }
        return new Reference(field, referenceString, jsonPath, media);
    }

    private MediaRecord media() throws IOException {
        String mediaId = null;
        String contentType = null;
        Long contentLength = null;
        String url = null;
        String urlExpiry = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            switch (name) {
                case "mediaId" -> mediaId = text(value);
                case "contentType" -> contentType = text(value);
                case "contentLength" -> contentLength = number(value);
                case "url" -> url = text(value);
                case "urlExpiry" -> urlExpiry = text(value);
                default -> in.skipChildren();
            }
        }
        return new MediaRecord(mediaId, contentType, contentLength, url, urlExpiry);
    }

    private boolean isObject(JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT && value != JsonToken.VALUE_NULL) {
            pass();
        }
        return value == JsonToken.START_OBJECT;
    }

    private @Nullable String text(JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return in.getText();
        }
        if (value != JsonToken.VALUE_NULL) {
            pass();
        }
        return null;
    }

    private @Nullable Long number(JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_NUMBER_INT && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return in.getLongValue();
        }
        if (value != JsonToken.VALUE_NULL) {
            pass();
        }
        return null;
    }

    private void pass() throws IOException {
        odd = true;
        in.skipChildren();
        in.finishToken();
    }
}
