package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vitrine.media.MediaTreeException;
import dev.vitrine.media.WalkLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ends with an exception that names the place on a cycle, beyond a limit, and for what has no JSON form. */
final class StrictGenerator extends EncodingGenerator {
    private WalkLimits limits;
    private @Nullable Object[] ancestors = new @Nullable Object[16];
    private int depth;
    private long nodes;

    StrictGenerator(JsonGenerator out, Encoding encoding, WalkLimits limits) {
        super(out, encoding);
        this.limits = limits;
    }

    /** For a further value of its own, after the one before was written to its end. */
    void restart(WalkLimits limits) {
        this.limits = limits;
        nodes = 0;
        restart();
    }

    @Override
    void opened(@Nullable Object value) {
        wrote();
        if (depth == limits.maxDepth()) {
            throw MediaTreeException.tooDeep(pointer(), limits);
        }
        if (value != null) {
            for (int i = 0; i < depth; i++) {
                if (ancestors[i] == value) {
                    throw MediaTreeException.cycle(pointer(), value.getClass());
                }
            }
        }
        if (depth == ancestors.length) {
            ancestors = Arrays.copyOf(ancestors, depth * 2);
        }
        ancestors[depth++] = value;
    }

    @Override
    void closed() {
        ancestors[--depth] = null;
    }

    /** At the end. */
    void requireClosed() {
        if (depth > 0) {
            throw new JsonException("Cannot write the value: a serializer left " + pointer() + " open");
        }
    }

    @Override
    void wrote() {
        if (++nodes > limits.maxNodes()) {
            throw MediaTreeException.tooMany(pointer(), limits);
        }
    }

    @Override
    void named() {}

    @Override
    String sound(String text) {
        throw new JsonException("the text has half a surrogate pair, which UTF-8 cannot hold and the platform refuses");
    }

    @Override
    void writeBytes(ByteBuffer bytes) {
        throw new JsonException("bytes have no JSON form: wrap them with Media.ofBytes, or give text");
    }
}
