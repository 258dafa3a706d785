package dev.vitrine.embedded.dataset;

import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.json.JsonOut;
import dev.vitrine.embedded.media.MediaReferenceView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writing and reading dataset items. */
public final class ItemEndpoints {
    private static final byte[] COMMA = {','};
    private static final byte[] OPEN = "{\"data\":[".getBytes(StandardCharsets.US_ASCII);

    private final Function<String, ProjectTables> projects;
    private final ItemView view;
    private final Paging.Bounds bounds;

    public ItemEndpoints(
            Function<String, ProjectTables> projects, MediaReferenceView references, int defaultLimit, int maxLimit) {
        this.projects = projects;
        this.view = new ItemView(references);
        this.bounds = new Paging.Bounds(defaultLimit, maxLimit);
    }

    /** {@code POST /api/public/dataset-items}. */
    public Reply write(Call call) {
        ItemWrite write = ItemWrite.of(call.body());
        ProjectTables tables = tables(call);
        DatasetRow dataset = tables.datasets().byName(write.datasetName());
        if (dataset == null) {
            throw ApiFailure.notFound("Dataset " + write.datasetName() + " not found for project "
                    + call.tenant().projectId());
        }
        return item(tables, tables.items().write(dataset, write));
    }

    /** {@code GET /api/public/dataset-items/{id}}: also archived ones. */
    public Reply get(Call call) {
        ProjectTables tables = tables(call);
        ItemVersion item = tables.items().current(call.segment());
        if (item == null) {
            throw ApiFailure.notFound("Dataset item not found");
        }
        return item(tables, item);
    }

    /** {@code DELETE /api/public/dataset-items/{id}}. */
    public Reply delete(Call call) {
        if (!tables(call).items().delete(call.segment())) {
            throw ApiFailure.notFound("Dataset item with id " + call.segment() + " not found for project "
                    + call.tenant().projectId());
        }
        return Reply.json(200, Json.bytes(Json.object().put("message", "Dataset item successfully deleted")));
    }

    /** {@code GET /api/public/dataset-items}: active items, newest first. */
    public Reply list(Call call) {
        Paging paging = Paging.of(call, bounds);
        String datasetName = call.parameter("datasetName");
        Long version = version(call, datasetName);
        ProjectTables tables = tables(call);
        DatasetRow dataset = datasetName == null ? null : tables.datasets().byName(datasetName);
        if (datasetName != null && dataset == null) {
            throw ApiFailure.notFound("Dataset not found");
        }
        ItemTable.Query query = new ItemTable.Query(dataset == null ? null : dataset.id(), version, filter(call));
        ItemTable.Page page = tables.items().page(query, paging);
        List<byte[]> parts = new ArrayList<>(page.items().size() * 8 + 2);
        parts.add(OPEN);
        for (int i = 0; i < page.items().size(); i++) {
            if (i > 0) {
                parts.add(COMMA);
            }
            view.write(tables.media(), page.items().get(i), parts);
        }
        JsonOut end = new JsonOut(96).raw("],");
        paging.writeMeta(end, page.total());
        parts.add(end.ascii('}').toByteArray());
        return Reply.json(200, parts);
    }

    private Reply item(ProjectTables tables, ItemVersion item) {
        List<byte[]> parts = new ArrayList<>(8);
        view.write(tables.media(), item, parts);
        return Reply.json(200, parts);
    }

    private static @Nullable Long version(Call call, @Nullable String datasetName) {
        String text = call.parameter("version");
        if (text == null) {
            return null;
        }
        Instant version = Iso.parse(text);
        if (version == null) {
            throw ApiFailure.invalid(List.of(Issues.invalidDate("version")));
        }
        if (datasetName == null) {
            throw ApiFailure.invalid(List.of(
                    Issues.custom("datasetName is required when version parameter is provided", "datasetName")));
        }
        return version.toEpochMilli();
    }

    private static @Nullable Predicate<ItemVersion> filter(Call call) {
        String traceId = call.parameter("sourceTraceId");
        String observationId = call.parameter("sourceObservationId");
        if (traceId == null && observationId == null) {
            return null;
        }
        return item -> (traceId == null || traceId.equals(item.sourceTraceId))
                && (observationId == null || observationId.equals(item.sourceObservationId));
    }

    private ProjectTables tables(Call call) {
        return projects.apply(call.tenant().projectId());
    }
}
