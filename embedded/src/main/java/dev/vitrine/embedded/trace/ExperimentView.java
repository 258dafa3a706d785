package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.score.ScoreTable;
import java.util.List;

/** How experiments and their items are shown, by groups of fields. */
record ExperimentView(ExperimentQuery query, String projectId, ScoreTable scores) {

    ObjectNode experiment(ExperimentRow row) {
        ObjectNode json = Json.object()
                .put("id", row.id())
                .put("name", row.name())
                .put("description", row.description())
                .put("startTime", Iso.text(row.start()))
                .put("endTime", Iso.text(row.end()))
                .put("itemCount", row.items().size())
                .put("datasetId", row.datasetId());
        if (query.has("metadata")) {
            json.set("metadata", row.metadata());
        }
        if (query.has("scores")) {
            some(scores.ofExperiment(row.id(), projectId), json.putArray("scores"));
        }
        return json;
    }

    ObjectNode item(SpanRow row) {
        ExperimentAttributes experiment = ExperimentAttributes.of(row);
        ObjectNode json = Json.object()
                .put("id", row.id())
                .put("traceId", row.traceId())
                .put("startTime", Iso.text(row.start()))
                .put("endTime", row.end() == null ? null : Iso.text(row.end()))
                .put("level", row.level())
                .put("environment", row.environment())
                .put("experimentId", experiment.id())
                .put("experimentName", experiment.name())
                .put("experimentItemId", experiment.itemId());
        if (query.has("dataset")) {
            json.put("experimentDatasetId", experiment.datasetId())
                    .put("experimentItemVersion", experiment.itemVersion());
        }
        if (query.has("io")) {
            json.put("input", row.input())
                    .put("output", row.output())
                    .put("expectedOutput", experiment.expectedOutput());
        }
        if (query.has("metadata")) {
            json.set("metadata", SpanMetadata.flat(row.metadata()));
        }
        if (query.has("itemMetadata")) {
            json.set("experimentItemMetadata", experiment.itemMetadata());
        }
        if (query.has("experimentMetadata")) {
            json.put("experimentDescription", experiment.description())
                    .set("experimentMetadata", experiment.metadata());
        }
        if (query.has("scores")) {
            some(scores.ofObservation(row.traceId(), row.id(), projectId), json.putArray("scores"));
        }
        return json;
    }

    private void some(List<ObjectNode> all, ArrayNode into) {
        all.stream().limit(query.scoreLimit()).forEach(into::add);
    }
}
