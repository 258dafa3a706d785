package dev.vitrine.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import java.util.List;

/** Makes the properties of objects fail one by one. */
final class GuardedBeans extends BeanSerializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription description, List<BeanPropertyWriter> properties) {
        properties.replaceAll(
                property -> property.getClass() == BeanPropertyWriter.class ? new Guarded(property) : property);
        return properties;
    }

    private static final class Guarded extends BeanPropertyWriter {
        private static final long serialVersionUID = 1L;

        Guarded(BeanPropertyWriter plain) {
            super(plain);
        }

        @Override
        public void serializeAsField(Object bean, JsonGenerator target, SerializerProvider provider) throws Exception {
            if (!(target instanceof LenientGenerator out)) {
                super.serializeAsField(bean, target, provider);
                return;
            }
            long writes = out.writes();
            int depth = out.depth();
            try {
                super.serializeAsField(bean, out, provider);
            } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
                Guards.rethrowEnd(e);
                if (out.writes() == writes) {
                    out.writeFieldName(_name);
                    writes = out.writes();
                }
                out.mend(writes, depth, Names.notSerializable(getType().getRawClass()));
            }
        }
    }
}
