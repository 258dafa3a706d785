package dev.vitrine.embedded.score;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/public/v3/scores}: strict about its parameters, paged by cursor. */
public final class ScoreReadEndpoints {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 100;
    private static final Set<String> GROUPS = Set.of("core", "details", "subject", "annotation");
    private final Function<String, ScoreTable> scores;

    public ScoreReadEndpoints(Function<String, ScoreTable> scores) {
        this.scores = scores;
    }

    public Reply list(Call call) {
        ScoreFilter filter = ScoreFilter.strict(call);
        int limit = limit(call.parameter("limit"));
        Set<String> groups = groups(call.parameter("fields"));
        Position after = Position.of(call.parameter("cursor"));
        String project = call.tenant().projectId();
        List<ScoreRow> found = scores.apply(project).find(filter).stream()
                .filter(row -> after == null || after.isBefore(row))
                .limit(limit + 1L)
                .toList();
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        List<ScoreRow> shown = found.subList(0, Math.min(limit, found.size()));
        shown.forEach(row -> data.add(ScoreView.v3(row, project, groups)));
        ObjectNode meta = body.putObject("meta").put("limit", limit);
        if (found.size() > limit) {
            meta.put("cursor", Position.text(shown.get(limit - 1)));
        }
        return Reply.json(200, Json.bytes(body));
    }

    private static int limit(@Nullable String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        List<ObjectNode> issues = new ArrayList<>();
        try {
            int limit = Integer.parseInt(text);
            if (limit < 1) {
                issues.add(Issues.tooSmall("number", 1, true, null, "limit"));
            } else if (limit > MAX_LIMIT) {
                issues.add(Issues.tooBig("number", MAX_LIMIT, null, "limit"));
            } else {
                return limit;
            }
        } catch (NumberFormatException e) {
            issues.add(Issues.notANumber("limit"));
        }
        throw ApiFailure.invalid(issues);
    }

    private static Set<String> groups(@Nullable String text) {
        if (text == null) {
            return Set.of("core");
        }
        Set<String> groups =
                Set.copyOf(List.of(text.split(",")).stream().distinct().toList());
        if (!GROUPS.containsAll(groups)) {
            throw ApiFailure.invalid(
                    List.of(Issues.notOneOf(GROUPS.stream().sorted().toList(), null, "fields")));
        }
        return groups;
    }

    /** Where a page ended. */
    private record Position(long timestamp, String id) {
        static String text(ScoreRow last) {
            String plain = last.timestamp() + "," + last.id();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        }

        static @Nullable Position of(@Nullable String cursor) {
            if (cursor == null) {
                return null;
            }
            try {
                String plain = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
                int comma = plain.indexOf(',');
                return new Position(Long.parseLong(plain.substring(0, comma)), plain.substring(comma + 1));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw ApiFailure.invalid(List.of(Issues.custom("Invalid cursor", "cursor")));
            }
        }

        boolean isBefore(ScoreRow row) {
            return row.timestamp() < timestamp
                    || (row.timestamp() == timestamp && row.id().compareTo(id) < 0);
        }
    }
}
