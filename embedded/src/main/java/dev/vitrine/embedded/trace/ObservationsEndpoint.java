package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/public/v2/observations}: newest start first, by cursor, the fields by groups. */
public final class ObservationsEndpoint {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 1_000;
    private final Function<String, SpanTable> spans;

    public ObservationsEndpoint(Function<String, SpanTable> spans) {
        this.spans = spans;
    }

    public Reply list(Call call) {
        if ("true".equals(call.parameter("parseIoAsJson"))) {
            throw ApiFailure.badRequest("parseIoAsJson is no longer supported; input and output are always strings");
        }
        int limit = limit(call.parameter("limit"));
        Filter<SpanRow> filter = Filter.of(call, Columns.OBSERVATIONS_V2)
                .equal("type", "name", "userId", "sessionId", "level", "traceId", "version", "parentObservationId")
                .equal("environment")
                .truth("isRootObservation")
                .between("startTime", "fromStartTime", "toStartTime")
                .checked();
        Position after = Position.of(call.parameter("cursor"));
        ObservationView view = new ObservationView(
                call.tenant().projectId(), names(call.parameter("fields")), names(call.parameter("expandMetadata")));
        List<SpanRow> found = spans.apply(call.tenant().projectId()).newestFirst().stream()
                .filter(row -> after == null || after.isBefore(row))
                .filter(filter)
                .limit(limit + 1L)
                .toList();
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        List<SpanRow> shown = found.subList(0, Math.min(limit, found.size()));
        shown.forEach(row -> data.add(view.of(row)));
        ObjectNode meta = body.putObject("meta");
        if (found.size() > limit && limit > 0) {
            meta.put("cursor", Position.text(shown.get(limit - 1)));
        }
        return Reply.json(200, Json.bytes(body));
    }

    private static Set<String> names(@Nullable String list) {
        return list == null ? Set.of() : new HashSet<>(List.of(list.split(",")));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        int limit;
        try {
            limit = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw ApiFailure.invalid(List.of(Issues.notANumber("limit")));
        }
        if (limit < 0) {
            throw ApiFailure.invalid(List.of(Issues.tooSmall("number", 0, true, null, "limit")));
        }
        if (limit > MAX_LIMIT) {
            throw ApiFailure.invalid(List.of(Issues.tooBig("number", MAX_LIMIT, null, "limit")));
        }
        return limit;
    }

    /** Where a page ended. */
    private record Position(Instant start, String traceId, String id) {
        static String text(SpanRow last) {
            ObjectNode json = Json.object()
                    .put("lastStartTimeTo", last.start().toString())
                    .put("lastTraceId", last.traceId())
                    .put("lastId", last.id());
            return Base64.getEncoder().encodeToString(Json.bytes(json));
        }

        static @Nullable Position of(@Nullable String cursor) {
            if (cursor == null) {
                return null;
            }
            try {
                JsonNode json = Json.parse(new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8));
                Instant start = Iso.parse(json.path("lastStartTimeTo").asText());
                JsonNode traceId = json.path("lastTraceId");
                JsonNode id = json.path("lastId");
                if (start != null && traceId.isTextual() && id.isTextual()) {
                    return new Position(start, traceId.textValue(), id.textValue());
                }
            } catch (IllegalArgumentException | JsonProcessingException e) {
                // told the same way
            }
            throw ApiFailure.badRequest("Invalid cursor format");
        }

        boolean isBefore(SpanRow row) {
            int byStart = row.start().compareTo(start);
            int byTrace = row.traceId().compareTo(traceId);
            return byStart < 0
                    || (byStart == 0 && byTrace < 0)
                    || (byStart == 0 && byTrace == 0 && row.id().compareTo(id) < 0);
        }
    }
}
