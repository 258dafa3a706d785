package dev.vitrine.embedded.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.json.Normaliser;
import dev.vitrine.embedded.json.StoredJson;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The datasets of one project. In memory; guarded by its own monitor. */
public final class DatasetTable {
    private static final String NULL = "null";
    private static final Comparator<DatasetRow> NEWEST_FIRST =
            Comparator.comparingLong(DatasetRow::createdAt).reversed().thenComparing(DatasetRow::id);

    private final String projectId;
    private final Clock clock;
    private final Ids ids;
    private final Map<String, DatasetRow> byName = new HashMap<>();
    private final Map<String, DatasetRow> byId = new HashMap<>();

    public DatasetTable(String projectId, Clock clock, Ids ids) {
        this.projectId = projectId;
        this.clock = clock;
        this.ids = ids;
    }

    /** Creates or updates by name. Null keeps a description and metadata, but clears a schema. */
    synchronized DatasetRow upsert(String name, JsonNode body) {
        DatasetRow before = byName.get(name);
        long now = clock.millis();
        String description = body.path("description").textValue();
        String metadata = StoredJson.text(Normaliser.sanitise(orNull(body, "metadata")));
        DatasetRow row = new DatasetRow(
                before == null ? ids.next() : before.id(),
                projectId,
                name,
                description != null || before == null ? description : before.description(),
                before != null && metadata.equals(NULL) ? before.metadata() : metadata,
                schema(body, "inputSchema", before == null ? NULL : before.inputSchema()),
                schema(body, "expectedOutputSchema", before == null ? NULL : before.expectedOutputSchema()),
                before == null ? now : before.createdAt(),
                now);
        byName.put(name, row);
        byId.put(row.id(), row);
        return row;
    }

    synchronized @Nullable DatasetRow byName(String name) {
        return byName.get(name);
    }

    /**
     * The dataset of this name.
     *
     * @throws ApiFailure a 404 if there is none
     */
    DatasetRow named(String name) {
        DatasetRow dataset = byName(name);
        if (dataset == null) {
            throw ApiFailure.notFound("Dataset not found");
        }
        return dataset;
    }

    /** Whether there is a dataset of this id. */
    public synchronized boolean hasId(String id) {
        return byId.containsKey(id);
    }

    /** Those of a page, newest first. */
    synchronized List<DatasetRow> page(Paging paging) {
        return byName.values().stream()
                .sorted(NEWEST_FIRST)
                .skip(paging.offset())
                .limit(paging.limit())
                .toList();
    }

    synchronized int count() {
        return byName.size();
    }

    private static String schema(JsonNode body, String name, String before) {
        JsonNode schema = body.get(name);
        return schema == null ? before : StoredJson.text(Normaliser.sanitise(schema));
    }

    private static JsonNode orNull(JsonNode body, String name) {
        JsonNode value = body.get(name);
        return value == null ? NullNode.getInstance() : value;
    }
}
