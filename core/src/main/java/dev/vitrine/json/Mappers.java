package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.BeanSerializerFactory;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.OutputStream;
import java.text.SimpleDateFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** The one configured mapper, and what is derived from it. */
final class Mappers {
    static final ObjectMapper MAPPER = mapper();

    private static ObjectMapper mapper() {
        return JsonMapper.builder(Parsing.FACTORY)
                .addModules(new Jdk8Module(), new JavaTimeModule(), new VitrineModule())
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                // the guards see cycles
                .disable(SerializationFeature.FAIL_ON_SELF_REFERENCES)
                .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)
                .build();
    }

    /** Fails on the first value that cannot be written. */
    static final class Strict {
        static final ObjectWriter WRITER = MAPPER.writer(isoDates());

        private Strict() {}
    }

    /** Puts a placeholder for every value that cannot be written. Made only where telemetry is written. */
    static final class Lenient {
        static final ObjectWriter WRITER = writer();

        private Lenient() {}

        private static ObjectWriter writer() {
            ObjectMapper lenient = MAPPER.copy();
            BeanSerializerFactory plain = (BeanSerializerFactory) lenient.getSerializerFactory();
            lenient.setSerializerFactory(
                    new GuardedSerializerFactory(plain.getFactoryConfig()).withSerializerModifier(new GuardedBeans()));
            lenient.getSerializerProvider().setNullKeySerializer(GuardedKey.NULL);
            return lenient.writer(isoDates());
        }
    }

    /** Cloned by Jackson for each use. UTC is written as {@code Z}. */
    private static SimpleDateFormat isoDates() {
        SimpleDateFormat format = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT);
        format.setTimeZone(TimeZone.getTimeZone("UTC"));
        return format;
    }

    /** The readers of values without a type of their own. Made where the first value is read. */
    static final class Plain {
        static final TypeRef<LinkedHashMap<String, @Nullable Object>> MAP_TYPE = new TypeRef<>() {};
        static final ObjectReader MAP = reader(MAP_TYPE.type());
        static final ObjectReader ANY = reader(Object.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

        private Plain() {}
    }

    static ObjectReader reader(java.lang.reflect.Type type) {
        return MAPPER.readerFor(MAPPER.constructType(type));
    }

    static JsonGenerator generator(OutputStream out) throws IOException {
        return MAPPER.createGenerator(out);
    }

    private Mappers() {}
}
