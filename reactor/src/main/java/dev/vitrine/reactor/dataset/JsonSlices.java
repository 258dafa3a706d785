package dev.vitrine.reactor.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue;
import dev.vitrine.json.Times;
import dev.vitrine.reactor.dataset.Hydration.Reference;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object, read in a single pass; values that are wanted as JSON are cut out as bytes. */
final class JsonSlices {
    /** Sizes are bounded by the item and page limits; a single string may fill an item. */
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES) // most are the users' own
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonSlices() {}

    /** Hands each field to {@code visitor}, which may read or leave its value. */
    static void read(JsonSlice json, String what, FieldVisitor visitor) {
        try (JsonParser parser = json.parser()) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonException("The server's " + what + " is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                visitor.field(name, new Field(parser, json, value));
                if (parser.currentToken().isStructStart()) {
                    parser.skipChildren();
                }
            }
            if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
                throw new JsonException("The server's " + what + " does not end as a JSON object");
            }
        } catch (IOException e) {
            throw new JsonException("The server's " + what + " is malformed or cut off JSON", e);
        }
    }

    static <T> T require(@Nullable T value, String what, String field) {
        if (value == null) {
            throw new JsonException("The server's " + what + " has no " + field);
        }
        return value;
    }

    static Instant requireTime(@Nullable String text, String what, String field) {
        try {
            return Times.parse(require(text, what, field));
        } catch (DateTimeException e) {
            throw new JsonException("The server's " + what + " has a " + field + " that is not an ISO time", e);
        }
    }

    interface FieldVisitor {
        void field(String name, Field value) throws IOException;
    }

    /** A field's value, to be read at most once and before the visitor returns. */
    static final class Field implements FieldValue {
        private final JsonParser parser;
        private final JsonSlice json;
        private final JsonToken token;

        private Field(JsonParser parser, JsonSlice json, JsonToken token) {
            this.parser = parser;
            this.json = json;
            this.token = token;
        }

        boolean isNull() {
            return token == JsonToken.VALUE_NULL;
        }

        @Override
        public @Nullable String text() throws IOException {
            return token.isScalarValue() && !isNull() ? parser.getText() : null;
        }

        @Override
        public byte[] bytes() throws IOException {
            int start = start();
            if (token.isStructStart()) {
                parser.skipChildren();
            } else {
                parser.finishToken();
            }
            return json.copy(start, end());
        }

        @Override
        public ReferenceList references() throws IOException {
            int start = start();
            ReferenceReader reader = new ReferenceReader(parser);
            List<@Nullable Reference> entries = reader.read(token);
            return entries == null
                    ? new ReferenceList.Other(json.copy(start, end()))
                    : new ReferenceList.Plain(entries);
        }

        private int start() {
            return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        }

        private int end() {
            return Math.toIntExact(parser.currentLocation().getByteOffset());
        }

        JsonValue value() throws IOException {
            return isNull() ? JsonValue.nullValue() : JsonValue.ofBytes(bytes());
        }
    }
}
