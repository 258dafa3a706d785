package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.vitrine.media.Media;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One call of the encoder: what its serializers share. */
final class Encoding {
    private static final Object KEY = Encoding.class;
    private static final int MOST_TYPES = 200;
    private final ObjectWriter writer;
    private final JsonEncoder.@Nullable MediaReferences references;
    private final MediaMarks.@Nullable Recorder recorder;
    private final boolean lenient;
    private @Nullable RuntimeException refused;
    private int types;

    Encoding(
            ObjectWriter writer,
            JsonEncoder.@Nullable MediaReferences references,
            MediaMarks.@Nullable Recorder recorder,
            boolean lenient) {
        this.writer = writer.withAttribute(KEY, this);
        this.references = references;
        this.recorder = recorder;
        this.lenient = lenient;
    }

    /** The call that this serialization belongs to; none where a conversion in memory goes on. */
    static @Nullable Encoding of(SerializerProvider provider) {
        return (Encoding) provider.getAttribute(KEY);
    }

    void write(JsonGenerator out, @Nullable Object value) throws IOException {
        writer.writeValue(out, value);
    }

    /** Remembers which media the next string stands for. */
    void mark(JsonGenerator out, Object media) {
        if (recorder != null) {
            if (out instanceof EncodingGenerator generator) {
                recorder.add(generator.strings(), media);
            } else {
                recorder.giveUp();
            }
        }
    }

    /** Part of a value was written that nobody looked into: the strings after it cannot be numbered. */
    void passedRaw() {
        if (recorder != null) {
            recorder.giveUp();
        }
    }

    /** How many strings a raw value has, where that matters. */
    int stringsIn(String rawValue) throws IOException {
        if (recorder == null) {
            return 0;
        }
        int strings = 0;
        try (JsonParser in = Mappers.MAPPER.createParser(rawValue)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    strings++;
                }
            }
        } catch (JsonProcessingException e) {
            throw new JsonException("a raw value is not JSON");
        }
        return strings;
    }

    @Nullable
    String referenceOf(Media media) {
        if (references == null) {
            return null;
        }
        try {
            String reference = references.referenceString(media);
            if (reference == null) {
                throw new NullPointerException("references gave no string");
            }
            return reference;
        } catch (RuntimeException e) {
            if (!lenient) {
                refused = e;
                throw e;
            }
            return "<Upload handling failed for LangfuseMedia of type "
                    + media.contentType().map(Object::toString).orElse("unknown") + ">";
        }
    }

    /** Serializers are made inside one another where types name one another; some without end. */
    boolean enterType() {
        return ++types <= MOST_TYPES;
    }

    void leaveType() {
        types--;
    }

    /** What the caller's own function threw; it is passed on as it is. */
    @Nullable
    RuntimeException refused() {
        return refused;
    }
}
