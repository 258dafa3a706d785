package dev.vitrine.embedded.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.dataset.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The scores of one project. In memory; guarded by its own monitor. Readable at once, other than on the real server. */
public final class ScoreTable {
    static final Comparator<ScoreRow> NEWEST_FIRST = Comparator.comparingLong(ScoreRow::timestamp)
            .thenComparing(ScoreRow::id)
            .reversed();
    private final Clock clock;
    private final Ids ids;
    private final Map<String, ScoreRow> rows = new HashMap<>();
    private long writes;

    public ScoreTable(Clock clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** Creates or overwrites by id; a comment that is not mentioned stays, one that is null goes. */
    synchronized String upsert(JsonNode body, @Nullable Instant timestamp) {
        String given = ScoreRules.text(body, "id");
        String id = given == null ? ids.next() : given;
        ScoreRow before = rows.get(id);
        long now = clock.millis();
        JsonNode value = body.path("value");
        String declared = ScoreRules.text(body, "dataType");
        String type = declared != null ? declared : value.isNumber() ? "NUMERIC" : "CATEGORICAL";
        String source = ScoreRules.text(body, "source");
        rows.put(
                id,
                new ScoreRow(
                        id,
                        type.equals("CORRECTION") ? "output" : body.path("name").asText(),
                        type,
                        value.isNumber() ? value.doubleValue() : 0,
                        textForm(type, value),
                        new ScoreRow.Subject(
                                ScoreRules.text(body, "traceId"),
                                ScoreRules.text(body, "observationId"),
                                ScoreRules.text(body, "sessionId"),
                                ScoreRules.text(body, "datasetRunId")),
                        source == null ? "API" : source,
                        Environment.normalise(ScoreRules.text(body, "environment")),
                        body.has("comment") || before == null
                                ? body.path("comment").textValue()
                                : before.comment(),
                        body.hasNonNull("metadata") ? body.get("metadata") : null,
                        ScoreRules.text(body, "configId"),
                        ScoreRules.text(body, "queueId"),
                        timestamp == null ? now : timestamp.toEpochMilli(),
                        before == null ? now : before.createdAt(),
                        now));
        writes++;
        return id;
    }

    private static @Nullable String textForm(String type, JsonNode value) {
        return switch (type) {
            case "NUMERIC" -> null;
            case "BOOLEAN" -> value.doubleValue() == 1 ? "True" : "False";
            default -> value.textValue();
        };
    }

    synchronized @Nullable ScoreRow byId(String id) {
        return rows.get(id);
    }

    synchronized void delete(String id) {
        rows.remove(id);
    }

    /** Those that fit, newest first. */
    synchronized List<ScoreRow> find(Predicate<ScoreRow> which) {
        List<ScoreRow> found = new ArrayList<>();
        for (ScoreRow row : rows.values()) {
            if (which.test(row)) {
                found.add(row);
            }
        }
        found.sort(NEWEST_FIRST);
        return found;
    }

    /** The scores of a trace and of its observations, newest first, as v1 of the API shows them. */
    public List<ObjectNode> ofTrace(String traceId, String projectId) {
        return find(row -> traceId.equals(row.subject().traceId())).stream()
                .map(row -> ScoreView.v2(row, projectId, false))
                .toList();
    }

    /** How many scores there are. */
    public synchronized int count() {
        return rows.size();
    }

    /** How many were written, overwriting included. */
    public synchronized long writes() {
        return writes;
    }
}
