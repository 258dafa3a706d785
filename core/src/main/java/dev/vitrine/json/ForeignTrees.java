package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.Serializers;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the tree of Jackson 3, known by its name alone, as the JSON that it prints. */
final class ForeignTrees extends Serializers.Base {
    private static final String TREE = "tools.jackson.databind.JsonNode";

    @Override
    public @Nullable JsonSerializer<?> findSerializer(
            SerializationConfig config, JavaType type, BeanDescription description) {
        for (Class<?> c = type.getRawClass(); c != null; c = c.getSuperclass()) {
            if (c.getName().equals(TREE)) {
                return new Printed();
            }
        }
        return null;
    }

    private static final class Printed extends StdSerializer<Object> {
        private static final long serialVersionUID = 1L;

        Printed() {
            super(Object.class);
        }

        @Override
        public void serialize(Object tree, JsonGenerator out, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(JsonValue.ofBytes(tree.toString().getBytes(StandardCharsets.UTF_8)), out);
        }
    }
}
