package dev.vitrine.embedded.support;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span as an exporter would send it; all of them belong to one resource and one scope. */
public final class TestSpan {
    /** Of the first span, in nanoseconds. */
    public static final long START = Instant.parse("2026-11-21T12:00:00Z").getEpochSecond() * 1_000_000_000L;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    final String traceId;
    final String id;
    final @Nullable String parentId;
    final Map<String, Object> attributes = new LinkedHashMap<>();
    String name = "span";
    long startNanos = START;
    long endNanos = START + 5_000_000;
    int status;

    private TestSpan(String traceId, String id, @Nullable String parentId) {
        this.traceId = traceId;
        this.id = id;
        this.parentId = parentId;
    }

    /** Of hexadecimal digits that are padded to the length of ids. */
    public static TestSpan root(String trace, String id) {
        return new TestSpan(trace(trace), id(id), null);
    }

    public static TestSpan child(String trace, String id, String parent) {
        return new TestSpan(trace(trace), id(id), id(parent));
    }

    public static String trace(String digits) {
        return "0".repeat(32 - digits.length()) + digits;
    }

    public static String id(String digits) {
        return "0".repeat(16 - digits.length()) + digits;
    }

    public TestSpan name(String value) {
        name = value;
        return this;
    }

    /** Milliseconds after {@link #START}. */
    public TestSpan at(long from, long to) {
        startNanos = START + from * 1_000_000;
        endNanos = START + to * 1_000_000;
        return this;
    }

    public TestSpan failed() {
        status = 2;
        return this;
    }

    /** Text, a long, a double, a boolean or a list of texts. */
    public TestSpan with(String key, Object value) {
        attributes.put(key, value);
        return this;
    }

    public static String json(TestSpan... spans) {
        ObjectNode export = JSON.objectNode();
        ObjectNode resource = export.putArray("resourceSpans").addObject();
        resource.putObject("resource").putArray("attributes").add(attribute("service.name", "shop"));
        ObjectNode scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "langfuse-sdk").put("version", "1");
        ArrayNode list = scope.putArray("spans");
        for (TestSpan span : spans) {
            list.add(span.toJson());
        }
        return export.toString();
    }

    private ObjectNode toJson() {
        ObjectNode json = JSON.objectNode().put("traceId", traceId).put("spanId", id);
        if (parentId != null) {
            json.put("parentSpanId", parentId);
        }
        json.put("name", name)
                .put("startTimeUnixNano", Long.toString(startNanos))
                .put("endTimeUnixNano", Long.toString(endNanos));
        ArrayNode list = json.putArray("attributes");
        attributes.forEach((key, value) -> list.add(attribute(key, value)));
        json.putObject("status").put("code", status);
        return json;
    }

    private static ObjectNode attribute(String key, Object value) {
        ObjectNode attribute = JSON.objectNode().put("key", key);
        attribute.set("value", value(value));
        return attribute;
    }

    private static ObjectNode value(Object value) {
        ObjectNode json = JSON.objectNode();
        if (value instanceof List<?> list) {
            ArrayNode values = json.putObject("arrayValue").putArray("values");
            list.forEach(element -> values.add(value(element)));
        } else if (value instanceof Long number) {
            json.put("intValue", number.toString());
        } else if (value instanceof Double number) {
            json.put("doubleValue", number);
        } else if (value instanceof Boolean flag) {
            json.put("boolValue", flag);
        } else {
            json.put("stringValue", value.toString());
        }
        return json;
    }

    /** The text of {@code value} as JSON. */
    public static String text(Object value) {
        return new ObjectMapper().valueToTree(value).toString();
    }
}
