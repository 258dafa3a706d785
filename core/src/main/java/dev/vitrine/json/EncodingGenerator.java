package dev.vitrine.json;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Sees everything that is written, whichever serializer writes it: values and strings are counted, numbers that JSON
 * lacks become text, bytes never become Base64, and nested objects stay within the same call.
 */
abstract class EncodingGenerator extends JsonGeneratorDelegate {
    private final Encoding encoding;
    private int strings;

    EncodingGenerator(JsonGenerator out, Encoding encoding) {
        super(out, false);
        this.encoding = encoding;
    }

    /** The number that the next string value gets. */
    final int strings() {
        return strings;
    }

    /** Counts strings anew. */
    final void restart() {
        strings = 0;
    }

    /** The place that was last written, as a JSON pointer. */
    final String pointer() {
        JsonStreamContext context = delegate.getOutputContext();
        return context.pathAsPointer().toString();
    }

    /** After a container was opened for {@code value}, where it is known. */
    abstract void opened(@Nullable Object value) throws IOException;

    abstract void closed();

    /** After a scalar was written. */
    abstract void wrote() throws IOException;

    abstract void named();

    /** Text without half a surrogate pair, or an exception. */
    abstract String sound(String text) throws IOException;

    abstract void writeBytes(ByteBuffer bytes) throws IOException;

    @Override
    public final void writeStartObject() throws IOException {
        delegate.writeStartObject();
        opened(null);
    }

    @Override
    public final void writeStartObject(@Nullable Object value) throws IOException {
        delegate.writeStartObject();
        opened(value);
    }

    @Override
    public final void writeStartObject(@Nullable Object value, int size) throws IOException {
        writeStartObject(value);
    }

    @Override
    public final void writeStartArray() throws IOException {
        delegate.writeStartArray();
        opened(null);
    }

    @Override
    public final void writeStartArray(@Nullable Object value) throws IOException {
        delegate.writeStartArray();
        opened(value);
    }

    @Override
    public final void writeStartArray(@Nullable Object value, int size) throws IOException {
        writeStartArray(value);
    }

    @Override
    @Deprecated
    public final void writeStartArray(int size) throws IOException {
        writeStartArray();
    }

    @Override
    public final void writeEndObject() throws IOException {
        delegate.writeEndObject();
        closed();
    }

    @Override
    public final void writeEndArray() throws IOException {
        delegate.writeEndArray();
        closed();
    }

    @Override
    public final void writeFieldName(String name) throws IOException {
        delegate.writeFieldName(Surrogates.sound(name) ? name : sound(name));
        named();
    }

    @Override
    public final void writeFieldName(SerializableString name) throws IOException {
        delegate.writeFieldName(name);
        named();
    }

    @Override
    public final void writeFieldId(long id) throws IOException {
        writeFieldName(Long.toString(id));
    }

    @Override
    public final void writeString(@Nullable String text) throws IOException {
        if (text == null) {
            writeNull();
            return;
        }
        delegate.writeString(Surrogates.sound(text) ? text : sound(text));
        wroteString();
    }

    @Override
    public final void writeString(char[] text, int offset, int length) throws IOException {
        writeString(new String(text, offset, length));
    }

    @Override
    public final void writeString(Reader reader, int length) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] chunk = new char[1024];
        for (int left = length < 0 ? Integer.MAX_VALUE : length; left > 0; ) {
            int read = reader.read(chunk, 0, Math.min(left, chunk.length));
            if (read < 0) {
                break;
            }
            text.append(chunk, 0, read);
            left -= read;
        }
        writeString(text.toString());
    }

    @Override
    public final void writeString(SerializableString text) throws IOException {
        delegate.writeString(text);
        wroteString();
    }

    @Override
    public final void writeRawUTF8String(byte[] text, int offset, int length) throws IOException {
        delegate.writeRawUTF8String(text, offset, length);
        wroteString();
    }

    @Override
    public final void writeUTF8String(byte[] text, int offset, int length) throws IOException {
        delegate.writeUTF8String(text, offset, length);
        wroteString();
    }

    private void wroteString() throws IOException {
        strings++;
        wrote();
    }

    @Override
    public final void writeRaw(String text) throws IOException {
        encoding.passedRaw();
        delegate.writeRaw(text);
    }

    @Override
    public final void writeRaw(String text, int offset, int length) throws IOException {
        encoding.passedRaw();
        delegate.writeRaw(text, offset, length);
    }

    @Override
    public final void writeRaw(SerializableString text) throws IOException {
        encoding.passedRaw();
        delegate.writeRaw(text);
    }

    @Override
    public final void writeRaw(char[] text, int offset, int length) throws IOException {
        encoding.passedRaw();
        delegate.writeRaw(text, offset, length);
    }

    @Override
    public final void writeRaw(char text) throws IOException {
        encoding.passedRaw();
        delegate.writeRaw(text);
    }

    @Override
    public final void writeRawValue(String text) throws IOException {
        strings += encoding.stringsIn(text);
        delegate.writeRawValue(text);
        wrote();
    }

    @Override
    public final void writeRawValue(SerializableString text) throws IOException {
        writeRawValue(text.getValue());
    }

    @Override
    public final void writeRawValue(String text, int offset, int length) throws IOException {
        writeRawValue(text.substring(offset, offset + length));
    }

    @Override
    public final void writeRawValue(char[] text, int offset, int length) throws IOException {
        writeRawValue(new String(text, offset, length));
    }

    @Override
    public final void writeBinary(Base64Variant variant, byte[] data, int offset, int length) throws IOException {
        writeBytes(ByteBuffer.wrap(data, offset, length));
    }

    @Override
    public final int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
        byte[] bytes = length < 0 ? data.readAllBytes() : data.readNBytes(length);
        writeBytes(ByteBuffer.wrap(bytes));
        return bytes.length;
    }

    @Override
    public void writeNumber(short number) throws IOException {
        delegate.writeNumber(number);
        wrote();
    }

    @Override
    public void writeNumber(int number) throws IOException {
        delegate.writeNumber(number);
        wrote();
    }

    @Override
    public void writeNumber(long number) throws IOException {
        delegate.writeNumber(number);
        wrote();
    }

    @Override
    public void writeNumber(@Nullable BigInteger number) throws IOException {
        delegate.writeNumber(number);
        wrote();
    }

    @Override
    public final void writeNumber(double number) throws IOException {
        if (Double.isFinite(number)) {
            delegate.writeNumber(number);
            wrote();
        } else {
            writeString(Double.toString(number));
        }
    }

    @Override
    public final void writeNumber(float number) throws IOException {
        if (Float.isFinite(number)) {
            delegate.writeNumber(number);
            wrote();
        } else {
            writeString(Float.toString(number));
        }
    }

    @Override
    public final void writeNumber(@Nullable BigDecimal number) throws IOException {
        delegate.writeNumber(number);
        wrote();
    }

    @Override
    public final void writeNumber(String number) throws IOException {
        delegate.writeNumber(number);
        wrote();
    }

    @Override
    public final void writeNumber(char[] number, int offset, int length) throws IOException {
        delegate.writeNumber(number, offset, length);
        wrote();
    }

    @Override
    public final void writeBoolean(boolean state) throws IOException {
        delegate.writeBoolean(state);
        wrote();
    }

    @Override
    public final void writeNull() throws IOException {
        delegate.writeNull();
        wrote();
    }

    @Override
    public final void writeArray(int[] array, int offset, int length) throws IOException {
        writeStartArray(array);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }

    @Override
    public final void writeArray(long[] array, int offset, int length) throws IOException {
        writeStartArray(array);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }

    @Override
    public final void writeArray(double[] array, int offset, int length) throws IOException {
        writeStartArray(array);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(array[i]);
        }
        writeEndArray();
    }

    @Override
    public final void writeArray(String[] array, int offset, int length) throws IOException {
        writeStartArray(array);
        for (int i = offset; i < offset + length; i++) {
            writeString(array[i]);
        }
        writeEndArray();
    }

    @Override
    public final void writeEmbeddedObject(@Nullable Object value) throws IOException {
        writePOJO(value);
    }

    @Override
    public final void writePOJO(@Nullable Object value) throws IOException {
        if (value == null) {
            writeNull();
        } else {
            encoding.write(this, value);
        }
    }

    @Override
    public final void writeObject(@Nullable Object value) throws IOException {
        writePOJO(value);
    }

    @Override
    public final void writeTree(@Nullable TreeNode tree) throws IOException {
        writePOJO(tree);
    }
}
