package dev.vitrine.embedded.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.json.JsonOut;
import dev.vitrine.embedded.media.MediaReferenceView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Creating and reading datasets. */
public final class DatasetEndpoints {
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final int MAX_SCHEMA_CHARACTERS = 10_000;

    private final Function<String, ProjectTables> projects;
    private final ItemView items;
    private final Paging.Bounds bounds;

    public DatasetEndpoints(
            Function<String, ProjectTables> projects, MediaReferenceView references, int defaultLimit, int maxLimit) {
        this.projects = projects;
        this.items = new ItemView(references);
        this.bounds = new Paging.Bounds(defaultLimit, maxLimit);
    }

    /** {@code POST /api/public/v2/datasets}. */
    public Reply create(Call call) {
        JsonNode body = call.body();
        if (!body.isObject()) {
            throw ApiFailure.invalid(List.of(Issues.wrongType("object", body)));
        }
        List<ObjectNode> issues = new ArrayList<>();
        JsonNode name = body.get("name");
        if (name == null || !name.isTextual()) {
            issues.add(Issues.wrongType("string", name, "name"));
        }
        JsonNode description = body.get("description");
        if (description != null && !description.isNull() && !description.isTextual()) {
            issues.add(Issues.wrongType("string", description, "description"));
        }
        checkSchema(body.get("inputSchema"), "inputSchema", issues);
        checkSchema(body.get("expectedOutputSchema"), "expectedOutputSchema", issues);
        if (!issues.isEmpty()) {
            throw ApiFailure.invalid(issues);
        }
        String valid = checkedName(body.path("name").asText());
        return Reply.json(200, tables(call).datasets().upsert(valid, body).json());
    }

    /** {@code GET /api/public/v2/datasets}. */
    public Reply list(Call call) {
        Paging paging = Paging.of(call, bounds);
        DatasetTable datasets = tables(call).datasets();
        JsonOut out = new JsonOut(4096).raw("{\"data\":[");
        List<DatasetRow> rows = datasets.page(paging);
        for (int i = 0; i < rows.size(); i++) {
            out.raw(i == 0 ? "" : ",").raw(rows.get(i).json());
        }
        out.raw("],");
        paging.writeMeta(out, datasets.count());
        return Reply.json(200, out.ascii('}').toByteArray());
    }

    /** {@code GET /api/public/v2/datasets/{name}}. */
    public Reply get(Call call) {
        return Reply.json(200, named(call).json());
    }

    /** {@code GET /api/public/datasets/{name}}: with all listed items, and the names of the stored runs. */
    public Reply getWithItems(Call call) {
        DatasetRow dataset = named(call);
        ProjectTables tables = tables(call);
        ItemTable.Page all =
                tables.items().page(new ItemTable.Query(dataset.id(), null, null), new Paging(1, Integer.MAX_VALUE));
        List<byte[]> parts = new ArrayList<>();
        parts.add(dataset.writeOpen(new JsonOut(512)).raw(",\"items\":[").toByteArray());
        byte[] before = new byte[0];
        for (ItemVersion item : all.items()) {
            parts.add(before);
            items.write(tables.media(), item, parts);
            before = new byte[] {','};
        }
        JsonOut runs = new JsonOut(64).raw("],\"runs\":[");
        String comma = "";
        for (RunRow run : tables.runs().of(dataset.id())) {
            runs.raw(comma).string(run.name());
            comma = ",";
        }
        parts.add(runs.raw("]}").toByteArray());
        return Reply.json(200, parts);
    }

    private DatasetRow named(Call call) {
        return tables(call).datasets().named(PathNames.decodedAgain(call, 0));
    }

    private ProjectTables tables(Call call) {
        return projects.apply(call.tenant().projectId());
    }

    private static String checkedName(String name) {
        String trimmed = name.strip();
        boolean valid = !trimmed.isEmpty()
                && !TAG.matcher(trimmed).find()
                && !trimmed.startsWith("/")
                && !trimmed.endsWith("/")
                && !trimmed.contains("//");
        if (!valid) {
            throw ApiFailure.badRequest("Dataset name not valid. It must not be empty, contain HTML tags, start or end"
                    + " with a slash, or contain two slashes in a row.");
        }
        return trimmed;
    }

    private static void checkSchema(@Nullable JsonNode schema, String name, List<ObjectNode> issues) {
        if (schema == null || schema.isNull()) {
            return;
        }
        if (!schema.isObject()) {
            issues.add(Issues.wrongType("object", schema, name));
        } else if (Json.bytes(schema).length > MAX_SCHEMA_CHARACTERS) {
            issues.add(Issues.custom("Schema must be at most 10000 characters", name));
        }
    }
}
