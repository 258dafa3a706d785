package dev.vitrine.embedded.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.dataset.Paging;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code /api/public/v2/prompts}. Prompts that are put into others are not resolved. */
public final class PromptEndpoints {
    private static final Paging.Bounds BOUNDS = new Paging.Bounds(10, 100);
    private static final String LATEST = "latest";
    private final Function<String, PromptTable> prompts;

    public PromptEndpoints(Function<String, PromptTable> prompts) {
        this.prompts = prompts;
    }

    /** {@code POST /api/public/v2/prompts}. */
    public Reply create(Call call) {
        PromptRules.check(call.body());
        PromptTable.Found created = table(call).create(call.body());
        return Reply.json(201, Json.bytes(created.row().written(project(call), created.tags())));
    }

    /** {@code GET /api/public/v2/prompts/{name}}. */
    public Reply get(Call call) {
        String name = call.segment();
        Integer version = version(call.parameter("version"));
        String label = call.parameter("label");
        if (version != null && label != null) {
            throw ApiFailure.badRequest("Cannot specify both version and label");
        }
        String effective = label == null ? "production" : label;
        PromptTable.Found found = version != null
                ? table(call).byVersion(name, version)
                : table(call).byLabel(name, effective);
        if (found == null) {
            throw ApiFailure.notFound("Prompt not found: '" + name + "' with "
                    + (version != null ? "version " + version : "label '" + effective + "'"));
        }
        return Reply.json(200, Json.bytes(found.row().read(project(call), found.tags())));
    }

    /** {@code PATCH /api/public/v2/prompts/{name}/versions/{version}}. */
    public Reply label(Call call) {
        Integer version = version(call.path().get(1));
        JsonNode labels = call.body().get("newLabels");
        List<ObjectNode> issues = new ArrayList<>();
        if (labels == null) {
            issues.add(Issues.wrongType("array", null, "newLabels"));
        }
        PromptRules.checkLabels(labels, "newLabels", issues);
        if (labels != null && PromptTable.texts(labels).contains(LATEST)) {
            issues.add(Issues.custom("Label 'latest' is always assigned to the latest prompt version", "newLabels"));
        }
        if (!issues.isEmpty() || labels == null || version == null) {
            throw ApiFailure.invalid(issues);
        }
        PromptTable.Found found = table(call).label(call.segment(), version, PromptTable.texts(labels));
        if (found == null) {
            throw ApiFailure.notFound("Prompt not found: " + call.segment());
        }
        return Reply.json(200, Json.bytes(found.row().written(project(call), found.tags())));
    }

    /** {@code DELETE /api/public/v2/prompts/{name}}: a version, those with a label, or all. */
    public Reply delete(Call call) {
        Integer version = version(call.parameter("version"));
        String label = call.parameter("label");
        Predicate<PromptRow> which = row -> (version == null || row.version() == version)
                && (label == null || row.labels().contains(label));
        if (!table(call).delete(call.segment(), which)) {
            throw ApiFailure.notFound("Prompt not found");
        }
        return Reply.empty(204);
    }

    /** {@code GET /api/public/v2/prompts}. */
    public Reply list(Call call) {
        Paging paging = Paging.of(call, BOUNDS);
        String name = call.parameter("name");
        String label = call.parameter("label");
        Integer version = version(call.parameter("version"));
        Instant from = instant(call, "fromUpdatedAt");
        Instant to = instant(call, "toUpdatedAt");
        List<PromptTable.Listed> all = table(call)
                .list(
                        candidate -> name == null || candidate.equals(name),
                        row -> (label == null || row.labels().contains(label))
                                && (version == null || row.version() == version)
                                && (from == null || row.updatedAt() >= from.toEpochMilli())
                                && (to == null || row.updatedAt() < to.toEpochMilli()),
                        call.parameter("tag"));
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        all.stream()
                .skip(paging.offset())
                .limit(paging.limit())
                .forEach(listed -> data.add(PromptTable.summary(listed)));
        for (String place : List.of("meta", "pagination")) {
            body.putObject(place)
                    .put("page", paging.page())
                    .put("limit", paging.limit())
                    .put("totalItems", all.size())
                    .put("totalPages", (all.size() + paging.limit() - 1) / paging.limit());
        }
        return Reply.json(200, Json.bytes(body));
    }

    private static @Nullable Integer version(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException e) {
            throw ApiFailure.invalid(List.of(Issues.notANumber("version")));
        }
    }

    private static @Nullable Instant instant(Call call, String parameter) {
        String text = call.parameter(parameter);
        Instant instant = text == null ? null : Iso.parse(text);
        if (text != null && instant == null) {
            throw ApiFailure.invalid(List.of(Issues.custom("Invalid ISO datetime", parameter)));
        }
        return instant;
    }

    private PromptTable table(Call call) {
        return prompts.apply(project(call));
    }

    private static String project(Call call) {
        return call.tenant().projectId();
    }
}
