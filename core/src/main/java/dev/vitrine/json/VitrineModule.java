package dev.vitrine.json;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.vitrine.media.Media;
import dev.vitrine.media.ReferencedMedia;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.stream.BaseStream;

/** What the mapper knows beyond Jackson: media, JSON values, errors, paths, and what can be read only once. */
final class VitrineModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    VitrineModule() {
        super("vitrine");
        addSerializer(ReferencedMedia.class, new ReferencedMediaSerializer());
        addKeySerializer(ReferencedMedia.class, new ReferencedMediaSerializer.AsKey());
        addSerializer(JsonValue.class, new JsonValueSerializer());
        addSerializer(Throwable.class, new ThrowableSerializer());
        addSerializer(Path.class, new ToStringSerializer(Path.class));
        addSerializer(Iterator.class, new OneShotSerializer<>(Iterator.class));
        addSerializer(Enumeration.class, new OneShotSerializer<>(Enumeration.class));
        addSerializer(Spliterator.class, new OneShotSerializer<>(Spliterator.class));
        addSerializer(BaseStream.class, new OneShotSerializer<>(BaseStream.class));
        addDeserializer(JsonValue.class, new JsonValueDeserializer());
        addDeserializer(String.class, new TextDeserializer());
        setSerializerModifier(new WriteMedia());
        setDeserializerModifier(new ReadMedia());
    }

    private static final class WriteMedia extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription description, JsonSerializer<?> serializer) {
            return description.getBeanClass() == Media.class ? new MediaSerializer(serializer) : serializer;
        }
    }

    private static final class ReadMedia extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription description, JsonDeserializer<?> deserializer) {
            Class<?> type = description.getBeanClass();
            return ReferencedMedia.class.isAssignableFrom(type) || type == Media.class
                    ? new MediaDeserializer(type, deserializer)
                    : deserializer;
        }
    }
}
