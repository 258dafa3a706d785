package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.ContainerSerializer;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.fasterxml.jackson.databind.ser.ResolvableSerializer;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Writes a placeholder for one value: a cycle, one that is too deep, or one whose serializer fails. */
final class GuardedSerializer extends JsonSerializer<Object> implements ContextualSerializer, ResolvableSerializer {
    private final JsonSerializer<Object> plain;
    private boolean unusable;

    @SuppressWarnings("unchecked")
    GuardedSerializer(JsonSerializer<?> plain) {
        this.plain = (JsonSerializer<Object>) plain;
    }

    @Override
    public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property) {
        if (!(plain instanceof ContextualSerializer contextual)) {
            return this;
        }
        Encoding encoding = Encoding.of(provider);
        try {
            if (encoding != null && !encoding.enterType()) {
                return PlaceholderSerializer.INSTANCE;
            }
            JsonSerializer<?> found = contextual.createContextual(provider, property);
            return found == plain ? this : new GuardedSerializer(found);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            return PlaceholderSerializer.INSTANCE;
        } finally {
            if (encoding != null) {
                encoding.leaveType();
            }
        }
    }

    @Override
    public void resolve(SerializerProvider provider) {
        if (plain instanceof ResolvableSerializer resolvable) {
            try {
                resolvable.resolve(provider);
            } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
                unusable = true;
            }
        }
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
        guard(value, out, provider, null);
    }

    @Override
    public void serializeWithType(Object value, JsonGenerator out, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        guard(value, out, provider, type);
    }

    private void guard(Object value, JsonGenerator target, SerializerProvider provider, @Nullable TypeSerializer type)
            throws IOException {
        if (!(target instanceof LenientGenerator out)) {
            write(value, target, provider, type);
            return;
        }
        if (unusable) {
            out.writeString(Names.notSerializable(value.getClass()));
            return;
        }
        if (out.full() && opensContainer(value)) {
            out.writeString("<" + Names.of(value.getClass()) + ">");
            return;
        }
        if (!out.ancestors().enter(value, !plain.usesObjectId())) {
            out.writeString(Names.of(value.getClass()));
            return;
        }
        long writes = out.writes();
        int depth = out.depth();
        try {
            write(value, out, provider, type);
            if (out.depth() > depth) {
                out.mend(writes, depth, Names.notSerializable(value.getClass()));
            }
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            Guards.rethrowEnd(e);
            out.mend(writes, depth, Names.notSerializable(value.getClass()));
        } finally {
            out.ancestors().leave();
        }
    }

    private void write(Object value, JsonGenerator out, SerializerProvider provider, @Nullable TypeSerializer type)
            throws IOException {
        if (type == null) {
            plain.serialize(value, out, provider);
        } else {
            plain.serializeWithType(value, out, provider, type);
        }
    }

    private boolean opensContainer(Object value) {
        return plain instanceof BeanSerializerBase
                || (plain instanceof ContainerSerializer && !(value instanceof byte[]))
                || value instanceof Collection
                || (value instanceof JsonNode node && node.isContainerNode());
    }

    @Override
    public JsonSerializer<Object> unwrappingSerializer(NameTransformer unwrapper) {
        return plain.unwrappingSerializer(unwrapper);
    }

    @Override
    public boolean isUnwrappingSerializer() {
        return plain.isUnwrappingSerializer();
    }

    @Override
    public JsonSerializer<?> withFilterId(Object filterId) {
        return new GuardedSerializer(plain.withFilterId(filterId));
    }

    @Override
    public JsonSerializer<?> withIgnoredProperties(java.util.Set<String> ignored) {
        return new GuardedSerializer(plain.withIgnoredProperties(ignored));
    }

    @Override
    public Class<Object> handledType() {
        return plain.handledType();
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, Object value) {
        return plain.isEmpty(provider, value);
    }

    @Override
    public boolean usesObjectId() {
        return plain.usesObjectId();
    }

    @Override
    public JsonSerializer<?> getDelegatee() {
        return plain;
    }

    @Override
    public Iterator<PropertyWriter> properties() {
        return plain.properties();
    }
}
