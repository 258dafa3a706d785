package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.http.Tenant;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.otlp.InvalidExportException;
import dev.vitrine.embedded.otlp.MalformedExportException;
import dev.vitrine.embedded.otlp.OtlpExport;
import dev.vitrine.embedded.otlp.OtlpSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/public/otel/v1/traces}: takes an export whole, or not at all. */
public final class OtlpEndpoint {
    /** Of an export, compressed and not. The real server has no limit. */
    public static final int MAX_BYTES = 64 * 1024 * 1024;

    private static final Pattern LEADING_INTEGER = Pattern.compile("\\s*([+-]?\\d{1,9}).*", Pattern.DOTALL);
    private static final int NEWEST_VERSION = 4;

    private final Function<String, SpanTable> spans;
    private final Clock clock;

    public OtlpEndpoint(Function<String, SpanTable> spans, Clock clock) {
        this.spans = spans;
        this.clock = clock;
    }

    public Reply take(Tenant tenant, Function<String, @Nullable String> header, byte[] content) {
        checkVersion(header);
        byte[] plain = lower(header.apply("Content-Encoding")).contains("gzip") ? unzipped(content) : content;
        JsonNode export = tree(lower(header.apply("Content-Type")), plain);
        JsonNode resourceSpans = export.path("resourceSpans");
        boolean none = resourceSpans.isMissingNode() || resourceSpans.isNull();
        if (none || (resourceSpans.isArray() && resourceSpans.isEmpty())) {
            return Reply.json(200, Json.bytes(Json.object()));
        }
        List<OtlpSpan> sent;
        try {
            sent = OtlpExport.spans(export);
        } catch (InvalidExportException e) {
            throw ApiFailure.error(400, "Invalid OTLP trace export: " + e.getMessage());
        }
        long now = clock.millis();
        spans.apply(tenant.projectId())
                .add(sent.stream().map(span -> SpanMapping.toRow(span, now)).toList());
        return Reply.json(200, Json.bytes(job(tenant, now)));
    }

    private static void checkVersion(Function<String, @Nullable String> header) {
        String dashed = header.apply("x-langfuse-ingestion-version");
        String version = dashed == null ? header.apply("x_langfuse_ingestion_version") : dashed;
        if (version != null) {
            Matcher number = LEADING_INTEGER.matcher(version);
            if (!number.matches() || Integer.parseInt(number.group(1)) > NEWEST_VERSION) {
                throw ApiFailure.error(
                        400,
                        "Unsupported x-langfuse-ingestion-version: \"" + version + "\". Maximum supported: \""
                                + NEWEST_VERSION + "\".");
            }
        }
    }

    private static JsonNode tree(String contentType, byte[] content) {
        if (contentType.contains("application/x-protobuf")) {
            try {
                return OtlpExport.protobuf(content);
            } catch (MalformedExportException e) {
                throw ApiFailure.error(400, "Failed to parse OTel Protobuf Trace");
            }
        }
        if (contentType.contains("application/json")) {
            try {
                return OtlpExport.json(content);
            } catch (MalformedExportException e) {
                throw ApiFailure.error(400, "Failed to parse OTel JSON Trace");
            }
        }
        throw ApiFailure.error(400, "Invalid content type");
    }

    private static byte[] unzipped(byte[] content) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            byte[] plain = in.readNBytes(MAX_BYTES + 1);
            if (plain.length > MAX_BYTES) {
                throw ApiFailure.bareText(413, "Body exceeded " + MAX_BYTES / (1024 * 1024) + "mb limit");
            }
            return plain;
        } catch (IOException | UncheckedIOException e) {
            throw ApiFailure.error(400, "Failed to decompress request body");
        }
    }

    /** What the real server answers is its own job, of which nothing can be relied on. */
    private static ObjectNode job(Tenant tenant, long now) {
        ObjectNode job = Json.object().put("name", "otel-ingestion-job").put("timestamp", Iso.text(now));
        job.putObject("payload").put("projectId", tenant.projectId());
        return job;
    }

    private static String lower(@Nullable String header) {
        return header == null ? "" : header.toLowerCase(Locale.ROOT);
    }
}
