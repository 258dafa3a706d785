package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.vitrine.media.Media;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One call of the encoder: what its serializers share. */
final class Encoding {
    private static final Object KEY = Encoding.class;
    private final ObjectWriter writer;
    private final JsonEncoder.@Nullable MediaReferences references;
    private final MediaMarks.@Nullable Recorder recorder;
    private final boolean lenient;
    private @Nullable RuntimeException refused;

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

    /** Text was written that nobody looked into: the strings after it cannot be numbered. */
    void passedRaw() {
        if (recorder != null) {
            recorder.giveUp();
        }
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

    /** What the caller's own function threw; it is passed on as it is. */
    @Nullable
    RuntimeException refused() {
        return refused;
    }
}
