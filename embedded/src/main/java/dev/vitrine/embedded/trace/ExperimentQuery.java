package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the reads of experiments have in common: the time, the groups of fields, the page. */
record ExperimentQuery(
        Instant from,
        @Nullable Instant to,
        int limit,
        int scoreLimit,
        Set<String> fields,
        @Nullable Position after) {
    private static final int MAX_LIMIT = 100;
    private static final int MAX_SCORES = 50;
    private static final int DEFAULT_LIMIT = 50;

    /**
     * Reads the parameters.
     *
     * @param always groups without a {@code fields} parameter
     * @param known all groups
     */
    static ExperimentQuery of(Call call, Set<String> always, Set<String> known) {
        List<ObjectNode> issues = new ArrayList<>();
        Instant from = time(call, "fromStartTime", issues);
        if (call.parameter("fromStartTime") == null) {
            issues.add(Issues.wrongType("string", null, "fromStartTime"));
        }
        Instant to = time(call, "toStartTime", issues);
        int limit = limit(call, "limit", MAX_LIMIT, issues);
        int scores = limit(call, "scoreLimit", MAX_SCORES, issues);
        Set<String> fields = names(call, "fields");
        if (!known.containsAll(fields)) {
            issues.add(Issues.notOneOf(List.copyOf(new TreeSet<>(known)), null, "fields"));
        }
        if (!issues.isEmpty() || from == null) {
            throw ApiFailure.invalid(issues);
        }
        return new ExperimentQuery(
                from, to, limit, scores, fields.isEmpty() ? always : fields, Position.of(call.parameter("cursor")));
    }

    boolean has(String group) {
        return fields.contains(group);
    }

    boolean covers(Instant start) {
        return !start.isBefore(from) && (to == null || start.isBefore(to));
    }

    /** A list of names between commas; empty if it is not given. */
    static Set<String> names(Call call, String parameter) {
        String list = call.parameter(parameter);
        return list == null ? Set.of() : new TreeSet<>(List.of(list.split(",")));
    }

    /** Whether the value is one of those that the parameter lists, if it lists any. */
    static boolean listed(Call call, String parameter, @Nullable String value) {
        Set<String> names = names(call, parameter);
        return names.isEmpty() || (value != null && names.contains(value));
    }

    private static @Nullable Instant time(Call call, String name, List<ObjectNode> issues) {
        String text = call.parameter(name);
        Instant time = text == null ? null : Iso.parse(text);
        if (text != null && time == null) {
            issues.add(Issues.custom("Invalid ISO datetime", name));
        }
        return time;
    }

    private static int limit(Call call, String name, int max, List<ObjectNode> issues) {
        String text = call.parameter(name);
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit < 1) {
                issues.add(Issues.tooSmall("number", 1, true, null, name));
            } else if (limit > max) {
                issues.add(Issues.tooBig("number", max, null, name));
            }
            return limit;
        } catch (NumberFormatException e) {
            issues.add(Issues.notANumber(name));
            return DEFAULT_LIMIT;
        }
    }

    /** Where a page ended. */
    record Position(Instant time, String traceId, String id, String experimentId) {
        String text() {
            ObjectNode json = Json.object()
                    .put("v", 1)
                    .put("lastTime", time.toString())
                    .put("lastTraceId", traceId)
                    .put("lastId", id)
                    .put("lastExperimentId", experimentId);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Json.bytes(json));
        }

        static @Nullable Position of(@Nullable String cursor) {
            if (cursor == null) {
                return null;
            }
            try {
                JsonNode json = Json.parse(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
                Instant time = Iso.parse(json.path("lastTime").asText());
                if (json.path("v").asInt() == 1 && time != null) {
                    return new Position(
                            time,
                            json.path("lastTraceId").asText(),
                            json.path("lastId").asText(),
                            json.path("lastExperimentId").asText());
                }
            } catch (IllegalArgumentException | JsonProcessingException e) {
                // told the same way
            }
            throw ApiFailure.badRequest("Invalid cursor format");
        }

        boolean isBefore(ExperimentRow row) {
            int byTime = row.start().compareTo(time);
            return byTime < 0 || (byTime == 0 && row.id().compareTo(experimentId) < 0);
        }

        boolean isBefore(SpanRow row) {
            int byTime = row.start().compareTo(time);
            int byTrace = row.traceId().compareTo(traceId);
            return byTime < 0
                    || (byTime == 0 && byTrace < 0)
                    || (byTime == 0 && byTrace == 0 && row.id().compareTo(id) < 0);
        }
    }
}
