package dev.vitrine.embedded.otlp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.json.UnstorableJsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads exports. Events and links of spans are not kept. */
public final class OtlpExport {
    private OtlpExport() {}

    /** The tree of a protobuf export. */
    public static JsonNode protobuf(byte[] content) throws MalformedExportException {
        return ProtobufExport.toJson(content);
    }

    /** The tree of a JSON export. */
    public static JsonNode json(byte[] content) throws MalformedExportException {
        try {
            return Json.parse(new String(content, StandardCharsets.UTF_8));
        } catch (JsonProcessingException | UnstorableJsonException e) {
            throw new MalformedExportException("not JSON", e);
        }
    }

    /**
     * The spans of an export.
     *
     * @throws InvalidExportException if any span lacks an id, or a list is something else; then none is taken
     */
    public static List<OtlpSpan> spans(JsonNode export) throws InvalidExportException {
        List<OtlpSpan> spans = new ArrayList<>();
        for (JsonNode resourceSpans : OtlpTree.list(export, "resourceSpans", "export")) {
            Map<String, JsonNode> resource = OtlpAttributes.read(resourceSpans.path("resource"), "resource");
            for (JsonNode scopeSpans : OtlpTree.list(resourceSpans, "scopeSpans", "resourceSpans")) {
                JsonNode scope = scopeSpans.path("scope");
                OtlpSpan.Scope by = new OtlpSpan.Scope(
                        scope.path("name").asText(),
                        scope.path("version").asText(),
                        OtlpAttributes.read(scope, "scope"));
                for (JsonNode span : OtlpTree.list(scopeSpans, "spans", "scopeSpans")) {
                    spans.add(span(span, by, resource));
                }
            }
        }
        return spans;
    }

    private static OtlpSpan span(JsonNode span, OtlpSpan.Scope scope, Map<String, JsonNode> resource)
            throws InvalidExportException {
        String traceId = OtlpTree.id(span.path("traceId"));
        String spanId = OtlpTree.id(span.path("spanId"));
        if (traceId == null || spanId == null) {
            throw new InvalidExportException("span without usable traceId or spanId");
        }
        OtlpTree.list(span, "events", "span");
        return new OtlpSpan(
                traceId,
                spanId,
                OtlpTree.id(span.path("parentSpanId")),
                span.path("name").asText(),
                OtlpTree.integer(span.path("startTimeUnixNano")),
                OtlpTree.integer(span.path("endTimeUnixNano")),
                statusCode(span.at("/status/code")),
                text(span.at("/status/message")),
                OtlpAttributes.read(span, "span"),
                scope,
                resource);
    }

    private static int statusCode(JsonNode code) {
        return code.isTextual() ? (code.textValue().equals("STATUS_CODE_ERROR") ? 2 : 0) : code.asInt();
    }

    private static @Nullable String text(JsonNode text) {
        return text.isTextual() && !text.textValue().isEmpty() ? text.textValue() : null;
    }
}
