package dev.vitrine.embedded.otlp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads the fields of one message of the protobuf wire format, one after the other. */
final class ProtobufReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH = 2;
    static final int FIXED32 = 5;
    private static final int LONGEST_VARINT = 10;

    private final ByteBuffer bytes;
    private int field;
    private int wireType;

    ProtobufReader(ByteBuffer bytes) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes to the next field; whether there is one. Its value must then be read or skipped. */
    boolean next() throws MalformedExportException {
        if (!bytes.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        if (tag > 0xFFFF_FFFFL || tag < 0 || field == 0) {
            throw new MalformedExportException("no such field: " + tag);
        }
        return true;
    }

    int field() {
        return field;
    }

    int wireType() {
        return wireType;
    }

    long varint() throws MalformedExportException {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            byte next = need(1).get();
            value |= (long) (next & 0x7F) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedExportException("a number of more than ten bytes");
    }

    long fixed64() throws MalformedExportException {
        return need(Long.BYTES).getLong();
    }

    /** The content of a field with a length: text, bytes or a message. Shares the memory. */
    ByteBuffer content() throws MalformedExportException {
        long length = varint();
        if (length < 0 || length > bytes.remaining()) {
            throw new MalformedExportException("a field longer than its message");
        }
        ByteBuffer content = bytes.slice(bytes.position(), (int) length);
        bytes.position(bytes.position() + (int) length);
        return content;
    }

    static String text(ByteBuffer content) {
        return StandardCharsets.UTF_8.decode(content.duplicate()).toString();
    }

    void skip() throws MalformedExportException {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED64 -> fixed64();
            case LENGTH -> content();
            case FIXED32 -> need(Integer.BYTES).getInt();
            default -> throw new MalformedExportException("unknown wire type " + wireType);
        }
    }

    private ByteBuffer need(int count) throws MalformedExportException {
        if (bytes.remaining() < count) {
            throw new MalformedExportException("the message ends too early");
        }
        return bytes;
    }
}
