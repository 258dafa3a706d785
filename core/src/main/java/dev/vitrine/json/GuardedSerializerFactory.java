package dev.vitrine.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.SerializerFactoryConfig;
import com.fasterxml.jackson.databind.ser.BeanSerializerFactory;
import com.fasterxml.jackson.databind.ser.SerializerFactory;
import java.time.temporal.Temporal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts a guard around every serializer but those that cannot fail. */
final class GuardedSerializerFactory extends BeanSerializerFactory {
    private static final long serialVersionUID = 1L;

    GuardedSerializerFactory(@Nullable SerializerFactoryConfig config) {
        super(config);
    }

    @Override
    public SerializerFactory withConfig(SerializerFactoryConfig config) {
        return config == _factoryConfig ? this : new GuardedSerializerFactory(config);
    }

    @Override
    public JsonSerializer<Object> createSerializer(SerializerProvider provider, JavaType type) {
        JsonSerializer<Object> plain;
        try {
            plain = super.createSerializer(provider, type);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            return PlaceholderSerializer.INSTANCE;
        }
        return plain == null || cannotFail(type.getRawClass()) ? plain : new GuardedSerializer(plain);
    }

    @Override
    public JsonSerializer<Object> createKeySerializer(
            SerializerProvider provider, JavaType type, @Nullable JsonSerializer<Object> fallback) {
        JsonSerializer<Object> plain;
        try {
            plain = super.createKeySerializer(provider, type, fallback);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            return GuardedKey.UNKNOWN;
        }
        return plain == null || type.hasRawClass(String.class) ? plain : new GuardedKey(plain);
    }

    private static boolean cannotFail(Class<?> type) {
        return type.isPrimitive()
                || type == String.class
                || type == Boolean.class
                || type == Character.class
                || type == UUID.class
                || (type.getName().startsWith("java.")
                        && (Number.class.isAssignableFrom(type) || Temporal.class.isAssignableFrom(type)));
    }
}
