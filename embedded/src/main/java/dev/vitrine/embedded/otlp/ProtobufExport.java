package dev.vitrine.embedded.otlp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;

/** Turns the protobuf form of an export into its JSON form, so that both are read by one reader. */
final class ProtobufExport {
    /** Deeper values are refused rather than risk the stack. */
    private static final int MAX_DEPTH = 200;

    private ProtobufExport() {}

    static ObjectNode toJson(byte[] content) throws MalformedExportException {
        return message(ByteBuffer.wrap(content), Shape.EXPORT, 0);
    }

    private static ObjectNode message(ByteBuffer content, Shape shape, int depth) throws MalformedExportException {
        if (depth > MAX_DEPTH) {
            throw new MalformedExportException("messages within messages, more than " + MAX_DEPTH);
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ProtobufReader reader = new ProtobufReader(content);
        while (reader.next()) {
            Shape.Field field = shape.field(reader.field());
            if (field == null || field.kind().wireType() != reader.wireType()) {
                reader.skip();
            } else {
                read(reader, field, json, depth);
            }
        }
        return json;
    }

    private static void read(ProtobufReader reader, Shape.Field field, ObjectNode json, int depth)
            throws MalformedExportException {
        String name = field.name();
        switch (field.kind()) {
            case ID -> json.put(name, HexFormat.of().formatHex(bytes(reader.content())));
            case BYTES -> json.put(name, Base64.getEncoder().encodeToString(bytes(reader.content())));
            case TEXT -> json.put(name, ProtobufReader.text(reader.content()));
            case BOOL -> json.put(name, reader.varint() != 0);
            case INTEGER -> json.put(name, reader.varint());
            case DOUBLE -> json.put(name, Double.longBitsToDouble(reader.fixed64()));
            case NANOS -> json.put(name, reader.fixed64());
            case MESSAGE -> {
                Shape shape =
                        field.shape() == null ? Shape.EXPORT : field.shape().get();
                ObjectNode inner = message(reader.content(), shape, depth + 1);
                if (field.repeated()) {
                    json.withArray("/" + name).add(inner);
                } else {
                    json.set(name, inner);
                }
            }
        }
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }
}
