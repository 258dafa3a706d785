package dev.vitrine.embedded.support;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Writes exports in the protobuf form. */
public final class TestProtobuf {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private TestProtobuf() {}

    public static byte[] export(TestSpan... spans) {
        TestProtobuf scopeSpans = new TestProtobuf()
                .bytes(
                        1,
                        new TestProtobuf().text(1, "langfuse-sdk").text(2, "1").toByteArray());
        for (TestSpan span : spans) {
            scopeSpans.bytes(2, span(span));
        }
        byte[] resource =
                new TestProtobuf().bytes(1, attribute("service.name", "shop")).toByteArray();
        byte[] resourceSpans = new TestProtobuf()
                .bytes(1, resource)
                .bytes(2, scopeSpans.toByteArray())
                .text(3, "https://opentelemetry.io/schemas/1.0.0")
                .toByteArray();
        return new TestProtobuf().bytes(1, resourceSpans).toByteArray();
    }

    /** What an exporter of logs sends: one record of which only the time is set. */
    public static byte[] logs() {
        byte[] record = new TestProtobuf().fixed64(1, TestSpan.START).toByteArray();
        byte[] scopeLogs = new TestProtobuf().bytes(2, record).toByteArray();
        return new TestProtobuf()
                .bytes(1, new TestProtobuf().bytes(2, scopeLogs).toByteArray())
                .toByteArray();
    }

    private static byte[] span(TestSpan span) {
        TestProtobuf message = new TestProtobuf()
                .bytes(1, HexFormat.of().parseHex(span.traceId))
                .bytes(2, HexFormat.of().parseHex(span.id));
        if (span.parentId != null) {
            message.bytes(4, HexFormat.of().parseHex(span.parentId));
        }
        message.text(5, span.name).varint(6, 1).fixed64(7, span.startNanos).fixed64(8, span.endNanos);
        span.attributes.forEach((key, value) -> message.bytes(9, attribute(key, value)));
        return message.bytes(15, new TestProtobuf().varint(3, span.status).toByteArray())
                .fixed32(16, 257)
                .toByteArray();
    }

    private static byte[] attribute(String key, Object value) {
        return new TestProtobuf().text(1, key).bytes(2, value(value)).toByteArray();
    }

    private static byte[] value(Object value) {
        TestProtobuf message = new TestProtobuf();
        if (value instanceof List<?> list) {
            TestProtobuf values = new TestProtobuf();
            list.forEach(element -> values.bytes(1, value(element)));
            message.bytes(5, values.toByteArray());
        } else if (value instanceof Long number) {
            message.varint(3, number);
        } else if (value instanceof Double number) {
            message.fixed64(4, Double.doubleToLongBits(number));
        } else if (value instanceof Boolean flag) {
            message.varint(2, flag ? 1 : 0);
        } else {
            message.text(1, value.toString());
        }
        return message.toByteArray();
    }

    private TestProtobuf text(int field, String text) {
        return bytes(field, text.getBytes(StandardCharsets.UTF_8));
    }

    private TestProtobuf bytes(int field, byte[] content) {
        plain((long) field << 3 | 2);
        plain(content.length);
        out.writeBytes(content);
        return this;
    }

    private TestProtobuf varint(int field, long value) {
        plain((long) field << 3);
        plain(value);
        return this;
    }

    private TestProtobuf fixed64(int field, long value) {
        plain((long) field << 3 | 1);
        out.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array());
        return this;
    }

    private TestProtobuf fixed32(int field, int value) {
        plain((long) field << 3 | 5);
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    private void plain(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private byte[] toByteArray() {
        return out.toByteArray();
    }
}
