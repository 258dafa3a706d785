package dev.vitrine.embedded.score;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.json.Iso;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What of a query chooses scores. Each parameter narrows the choice; lists of values are separated by commas. */
final class ScoreFilter implements Predicate<ScoreRow> {
    private static final Set<String> KNOWN = Set.of(
            "limit",
            "cursor",
            "fields",
            "id",
            "name",
            "source",
            "dataType",
            "environment",
            "configId",
            "queueId",
            "authorUserId",
            "traceId",
            "sessionId",
            "observationId",
            "experimentId",
            "value",
            "valueMin",
            "valueMax",
            "fromTimestamp",
            "toTimestamp");
    private final List<Predicate<ScoreRow>> parts = new ArrayList<>();
    private final List<ObjectNode> issues = new ArrayList<>();

    private ScoreFilter() {}

    @Override
    public boolean test(ScoreRow row) {
        return parts.stream().allMatch(part -> part.test(row));
    }

    /** For v3, which refuses what it does not know. */
    static ScoreFilter strict(Call call) {
        ScoreFilter filter = new ScoreFilter();
        for (String parameter : call.query().keySet()) {
            if (!KNOWN.contains(parameter)) {
                filter.issues.add(Issues.custom("Unrecognized key: \"" + parameter + "\""));
            }
        }
        int subjects = 0;
        for (String subject : List.of("traceId", "sessionId", "experimentId")) {
            subjects += call.parameter(subject) == null ? 0 : 1;
        }
        if (subjects > 1) {
            filter.issues.add(Issues.custom("traceId, sessionId and experimentId are mutually exclusive"));
        }
        if (call.parameter("observationId") != null && call.parameter("traceId") == null) {
            filter.issues.add(Issues.custom("observationId requires traceId", "observationId"));
        }
        filter.common(call);
        filter.oneOf(call.parameter("id"), ScoreRow::id);
        filter.oneOf(call.parameter("experimentId"), row -> row.subject().datasetRunId());
        if (call.parameter("authorUserId") != null) {
            filter.parts.add(row -> false);
        }
        String type = call.parameter("dataType");
        if (type != null) {
            List<String> types = List.of(type.toUpperCase(Locale.ROOT).split(","));
            if (!ScoreRules.TYPES.containsAll(types)) {
                filter.issues.add(Issues.notOneOf(ScoreRules.TYPES, null, "dataType"));
            }
            filter.parts.add(row -> types.contains(row.dataType()));
        }
        filter.values(call, type == null ? "" : type.toUpperCase(Locale.ROOT));
        return filter.checked();
    }

    /** For v1 and v2. */
    static ScoreFilter lenient(Call call) {
        ScoreFilter filter = new ScoreFilter();
        filter.common(call);
        filter.oneOf(call.parameter("scoreIds"), ScoreRow::id);
        filter.oneOf(call.parameter("dataType"), ScoreRow::dataType);
        filter.oneOf(call.parameter("datasetRunId"), row -> row.subject().datasetRunId());
        return filter.checked();
    }

    private ScoreFilter checked() {
        if (!issues.isEmpty()) {
            throw ApiFailure.invalid(issues);
        }
        return this;
    }

    private void common(Call call) {
        oneOf(call.parameter("name"), ScoreRow::name);
        oneOf(call.parameter("source"), ScoreRow::source);
        oneOf(call.parameter("environment"), ScoreRow::environment);
        oneOf(call.parameter("configId"), ScoreRow::configId);
        oneOf(call.parameter("queueId"), ScoreRow::queueId);
        oneOf(call.parameter("traceId"), row -> row.subject().traceId());
        oneOf(call.parameter("observationId"), row -> row.subject().observationId());
        oneOf(call.parameter("sessionId"), row -> row.subject().sessionId());
        Instant from = instant(call, "fromTimestamp");
        if (from != null) {
            parts.add(row -> row.timestamp() >= from.toEpochMilli());
        }
        Instant to = instant(call, "toTimestamp");
        if (to != null) {
            parts.add(row -> row.timestamp() < to.toEpochMilli());
        }
    }

    private void values(Call call, String type) {
        String value = call.parameter("value");
        if (value != null) {
            switch (type) {
                case "NUMERIC" -> {
                    List<Double> numbers = List.of(value.split(",")).stream()
                            .map(text -> number(text, "value"))
                            .toList();
                    parts.add(row -> numbers.contains(row.number()));
                }
                case "BOOLEAN" -> {
                    if (!List.of("true", "false").containsAll(List.of(value.split(",")))) {
                        issues.add(Issues.notOneOf(List.of("true", "false"), null, "value"));
                    }
                    List<String> truths = List.of(value.split(","));
                    parts.add(row -> truths.contains(row.number() == 1 ? "true" : "false"));
                }
                case "CATEGORICAL" -> oneOf(value, ScoreRow::text);
                default ->
                    issues.add(Issues.custom(
                            "value requires exactly one dataType of NUMERIC, BOOLEAN or CATEGORICAL", "value"));
            }
        }
        String least = call.parameter("valueMin");
        String most = call.parameter("valueMax");
        if ((least != null || most != null) && !type.equals("NUMERIC")) {
            issues.add(Issues.custom("valueMin and valueMax require dataType NUMERIC"));
        }
        if (least != null) {
            double bound = number(least, "valueMin");
            parts.add(row -> row.number() >= bound);
        }
        if (most != null) {
            double bound = number(most, "valueMax");
            parts.add(row -> row.number() <= bound);
        }
    }

    private double number(String text, String parameter) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same fault, told the same way
        }
        issues.add(Issues.notANumber(parameter));
        return 0;
    }

    private void oneOf(@Nullable String list, Function<ScoreRow, @Nullable String> field) {
        if (list != null) {
            Set<String> wanted =
                    Set.copyOf(List.of(list.split(",")).stream().distinct().toList());
            parts.add(row -> {
                String value = field.apply(row);
                return value != null && wanted.contains(value);
            });
        }
    }

    private @Nullable Instant instant(Call call, String parameter) {
        String text = call.parameter(parameter);
        Instant instant = text == null ? null : Iso.parse(text);
        if (text != null && instant == null) {
            issues.add(Issues.custom("Invalid ISO datetime", parameter));
        }
        return instant;
    }
}
