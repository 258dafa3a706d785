package dev.vitrine.embedded.otlp;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is read of the messages of an export: their fields by number, with their names in the JSON form. */
final class Shape {
    private final Map<Integer, Field> fields = new HashMap<>();

    private Shape() {}

    /** How the value of a field is written. */
    enum Kind {
        /** Bytes that are shown as lower-case hex. */
        ID(ProtobufReader.LENGTH),
        BYTES(ProtobufReader.LENGTH),
        TEXT(ProtobufReader.LENGTH),
        MESSAGE(ProtobufReader.LENGTH),
        BOOL(ProtobufReader.VARINT),
        INTEGER(ProtobufReader.VARINT),
        DOUBLE(ProtobufReader.FIXED64),
        NANOS(ProtobufReader.FIXED64);

        private final int wireType;

        Kind(int wireType) {
            this.wireType = wireType;
        }

        int wireType() {
            return wireType;
        }
    }

    /** @param shape of the message, asked for when it is read, because values contain values */
    record Field(
            String name,
            Kind kind,
            boolean repeated,
            @Nullable Supplier<Shape> shape) {}

    private static final Shape VALUE = new Shape();
    private static final Shape ENTRY = new Shape().one(1, "key", Kind.TEXT).message(2, "value", () -> VALUE);
    private static final Shape LIST = new Shape().many(1, "values", () -> VALUE);
    private static final Shape ENTRIES = new Shape().many(1, "values", () -> ENTRY);

    static {
        VALUE.one(1, "stringValue", Kind.TEXT)
                .one(2, "boolValue", Kind.BOOL)
                .one(3, "intValue", Kind.INTEGER)
                .one(4, "doubleValue", Kind.DOUBLE)
                .message(5, "arrayValue", () -> LIST)
                .message(6, "kvlistValue", () -> ENTRIES)
                .one(7, "bytesValue", Kind.BYTES);
    }

    private static final Shape STATUS = new Shape().one(2, "message", Kind.TEXT).one(3, "code", Kind.INTEGER);
    private static final Shape SPAN = new Shape()
            .one(1, "traceId", Kind.ID)
            .one(2, "spanId", Kind.ID)
            .one(4, "parentSpanId", Kind.ID)
            .one(5, "name", Kind.TEXT)
            .one(7, "startTimeUnixNano", Kind.NANOS)
            .one(8, "endTimeUnixNano", Kind.NANOS)
            .many(9, "attributes", () -> ENTRY)
            .message(15, "status", () -> STATUS);
    private static final Shape SCOPE =
            new Shape().one(1, "name", Kind.TEXT).one(2, "version", Kind.TEXT).many(3, "attributes", () -> ENTRY);
    private static final Shape SCOPE_SPANS =
            new Shape().message(1, "scope", () -> SCOPE).many(2, "spans", () -> SPAN);
    private static final Shape RESOURCE = new Shape().many(1, "attributes", () -> ENTRY);
    private static final Shape RESOURCE_SPANS =
            new Shape().message(1, "resource", () -> RESOURCE).many(2, "scopeSpans", () -> SCOPE_SPANS);

    /** The whole export. */
    static final Shape EXPORT = new Shape().many(1, "resourceSpans", () -> RESOURCE_SPANS);

    @Nullable
    Field field(int number) {
        return fields.get(number);
    }

    private Shape one(int number, String name, Kind kind) {
        fields.put(number, new Field(name, kind, false, null));
        return this;
    }

    private Shape message(int number, String name, Supplier<Shape> shape) {
        fields.put(number, new Field(name, Kind.MESSAGE, false, shape));
        return this;
    }

    private Shape many(int number, String name, Supplier<Shape> shape) {
        fields.put(number, new Field(name, Kind.MESSAGE, true, shape));
        return this;
    }
}
