package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

/** Refuses what is no value, with a word on what to give instead. The object is not touched. */
final class RefusingSerializer<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;
    private final String instead;

    private RefusingSerializer(Class<T> type, String instead) {
        super(type);
        this.instead = instead;
    }

    /** For what a walk for media and the encoder would each need to read: the second would find it empty. */
    static <T> RefusingSerializer<T> oneShot(Class<T> type) {
        return new RefusingSerializer<>(type, " can be read only once: give a list of its elements");
    }

    static <T> RefusingSerializer<T> noValue(Class<T> type) {
        return new RefusingSerializer<>(type, " is no value: give what comes out of it");
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider) {
        throw new JsonException("a " + Names.of(handledType()) + instead);
    }

    @Override
    public void serializeWithType(T value, JsonGenerator out, SerializerProvider provider, TypeSerializer type) {
        serialize(value, out, provider);
    }
}
