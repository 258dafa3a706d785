package dev.vitrine.json;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializer;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.impl.UnknownSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.vitrine.media.Media;
import dev.vitrine.media.ReferencedMedia;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.reactivestreams.Publisher;

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
        for (Class<?> oneShot : List.of(Iterator.class, Enumeration.class, Spliterator.class, BaseStream.class)) {
            addSerializer(RefusingSerializer.oneShot(oneShot));
        }
        for (Class<?> noValue : List.of(
                Publisher.class,
                Future.class,
                CompletionStage.class,
                InputStream.class,
                Reader.class,
                Thread.class,
                ClassLoader.class)) {
            addSerializer(RefusingSerializer.noValue(noValue));
        }
        addDeserializer(JsonValue.class, new JsonValueDeserializer());
        addDeserializer(String.class, new TextDeserializer());
        setSerializerModifier(new WriteMedia());
        setDeserializerModifier(new ReadMedia());
    }

    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        context.addSerializers(new ForeignTrees());
    }

    private static final class WriteMedia extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription description, JsonSerializer<?> serializer) {
            Class<?> type = description.getBeanClass();
            if (type == Media.class) {
                return new MediaSerializer(serializer);
            }
            // a lambda is an object without properties, but not an empty object
            return type.isSynthetic() && serializer instanceof BeanSerializer
                    ? new UnknownSerializer(type)
                    : serializer;
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
