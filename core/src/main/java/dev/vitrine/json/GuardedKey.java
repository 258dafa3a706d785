package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes some name for every key. */
final class GuardedKey extends JsonSerializer<Object> {
    /** For the null key. */
    static final JsonSerializer<Object> NULL = new JsonSerializer<>() {
        @Override
        public void serialize(@Nullable Object key, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeFieldName("null");
        }
    };

    /** For keys of types that Jackson cannot make a serializer for. */
    static final JsonSerializer<Object> UNKNOWN = new JsonSerializer<>() {
        @Override
        public void serialize(Object key, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeFieldName(Names.notSerializable(key.getClass()));
        }
    };

    private final JsonSerializer<Object> plain;

    GuardedKey(JsonSerializer<Object> plain) {
        this.plain = plain;
    }

    @Override
    public void serialize(Object key, JsonGenerator target, SerializerProvider provider) throws IOException {
        if (!(target instanceof LenientGenerator out)) {
            plain.serialize(key, target, provider);
            return;
        }
        if (key instanceof byte[]) {
            out.writeFieldName(Names.notSerializable(byte[].class));
            return;
        }
        long writes = out.writes();
        try {
            plain.serialize(key, out, provider);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            Guards.rethrowEnd(e);
            if (out.writes() == writes) {
                out.writeFieldName(Names.notSerializable(key.getClass()));
            }
        }
    }
}
