package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

/**
 * Refuses what can be read only once, because a walk for media and the encoder would each need to read it: the second
 * would find it empty and say nothing.
 */
final class OneShotSerializer<T> extends StdSerializer<T> {
    private static final long serialVersionUID = 1L;

    OneShotSerializer(Class<T> type) {
        super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializerProvider provider) {
        throw new JsonException("a " + Names.of(handledType()) + " can be read only once: give a list of its elements");
    }
}
