package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import dev.vitrine.media.WalkLimits;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes what JSON or JavaScript cannot hold as text, and can mend what a failed serializer left half-written. */
final class LenientGenerator extends EncodingGenerator {
    private static final long SAFE = (1L << 53) - 1;
    private static final String UNREADABLE = "<not serializable bytes>";
    private static final String INCOMPLETE = "<incomplete>";
    private final Ancestors ancestors;
    private final WalkLimits limits;
    private int depth;
    private long nodes;
    private long writes;
    private boolean named;
    private boolean spent;

    LenientGenerator(JsonGenerator out, Encoding encoding, WalkLimits limits) {
        super(out, encoding);
        this.limits = limits;
        this.ancestors = new Ancestors(limits.maxDepth());
    }

    Ancestors ancestors() {
        return ancestors;
    }

    /** Whether one more container would be beyond the limit. */
    boolean full() {
        return depth >= limits.maxDepth();
    }

    int depth() {
        return depth;
    }

    long writes() {
        return writes;
    }

    /**
     * Ends what was begun after a mark of {@link #writes()} and {@link #depth()}, with the placeholder where the failed
     * value stands.
     */
    void mend(long writesBefore, int depthBefore, String placeholder) throws IOException {
        if (writes == writesBefore) {
            writeString(placeholder);
            return;
        }
        boolean told = false;
        while (depth > depthBefore) {
            JsonStreamContext context = delegate.getOutputContext();
            if (context.inObject() && !named && !told) {
                writeFieldName(INCOMPLETE);
            }
            if (named || (!told && context.inArray())) {
                writeString(placeholder);
                told = true;
            }
            if (context.inObject()) {
                writeEndObject();
            } else {
                writeEndArray();
            }
        }
        if (named) {
            writeString(placeholder);
        }
    }

    /** Ends everything that is open. */
    void finish(String placeholder) throws IOException {
        spent = true;
        mend(-1, 0, placeholder);
        if (writes == 0) {
            writeString(placeholder);
        }
    }

    @Override
    void opened(@Nullable Object value) {
        depth++;
        wrote();
    }

    @Override
    void closed() {
        depth--;
        writes++;
    }

    @Override
    void wrote() {
        writes++;
        named = false;
        if (++nodes > limits.maxNodes() && !spent) {
            throw new TooManyNodes();
        }
    }

    @Override
    void named() {
        writes++;
        named = true;
    }

    @Override
    String sound(String text) {
        return Surrogates.replaced(text);
    }

    @Override
    public void writeNumber(long number) throws IOException {
        if (number > SAFE || number < -SAFE) {
            writeString(Long.toString(number));
        } else {
            super.writeNumber(number);
        }
    }

    @Override
    public void writeNumber(@Nullable BigInteger number) throws IOException {
        if (number != null && (number.bitLength() > 63 || Math.abs(number.longValue()) > SAFE)) {
            writeString(number.toString());
        } else {
            super.writeNumber(number);
        }
    }

    @Override
    void writeBytes(ByteBuffer bytes) throws IOException {
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            text = UNREADABLE;
        }
        writeString(text);
    }

    /** Ends the walk; not an answer to a single value. */
    static final class TooManyNodes extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyNodes() {
            super("too many values", null, false, false);
        }
    }
}
