package dev.vitrine.embedded.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span with what its resource and scope say. Attribute values are text, numbers, booleans, lists and objects; bytes are
 * Base64 text.
 *
 * @param startNanos since the epoch
 * @param endNanos since the epoch, 0 for none
 * @param statusCode 0 unset, 1 ok, 2 error
 */
public record OtlpSpan(
        String traceId,
        String spanId,
        @Nullable String parentSpanId,
        String name,
        long startNanos,
        long endNanos,
        int statusCode,
        @Nullable String statusMessage,
        Map<String, JsonNode> attributes,
        Scope scope,
        Map<String, JsonNode> resource) {

    /** Who made the span. */
    public record Scope(String name, String version, Map<String, JsonNode> attributes) {}
}
