package dev.vitrine.embedded.dataset;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Issues;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.JsonOut;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Linking items to the traces of a run, and reading the links. */
public final class RunItemEndpoints {
    private final Function<String, ProjectTables> projects;
    private final ObservationTraces observations;
    private final Ids ids;
    private final Clock clock;
    private final Paging.Bounds bounds;

    public RunItemEndpoints(
            Function<String, ProjectTables> projects,
            ObservationTraces observations,
            Ids ids,
            Clock clock,
            Paging.Bounds bounds) {
        this.projects = projects;
        this.observations = observations;
        this.ids = ids;
        this.clock = clock;
        this.bounds = bounds;
    }

    /** Which trace an observation is part of. */
    @FunctionalInterface
    public interface ObservationTraces {
        /** The trace, or null if the observation is not known. */
        @Nullable
        String traceOf(String projectId, String observationId);
    }

    /** {@code POST /api/public/dataset-run-items} where runs are stored. */
    public Reply create(Call call) {
        RunItemWrite write = RunItemWrite.of(call.body());
        ProjectTables tables = tables(call);
        ItemVersion item = item(tables, write);
        String traceId = write.traceId();
        String observationId = write.observationId();
        if (traceId == null && observationId != null) {
            traceId = observations.traceOf(call.tenant().projectId(), observationId);
            if (traceId == null) {
                throw ApiFailure.notFound("Observation with id " + observationId + " not found");
            }
        }
        if (traceId == null) {
            throw ApiFailure.notFound("Trace not found");
        }
        return reply(tables.runs().add(item, write, traceId));
    }

    /** The same where runs are known from spans only: answers with the run's id and keeps nothing. */
    public Reply answerOnly(Call call) {
        RunItemWrite write = RunItemWrite.of(call.body());
        ItemVersion item = item(tables(call), write);
        Long given = write.createdAt();
        long now = clock.millis();
        String traceId = write.traceId();
        return reply(new RunItemRow(
                ids.next(),
                RunIds.of(call.tenant().projectId(), item.datasetId, write.runName()),
                write.runName(),
                item.id,
                traceId == null ? "" : traceId,
                write.observationId(),
                given == null ? now : given,
                given == null ? now : given));
    }

    /** {@code GET /api/public/dataset-run-items}: the items of one run, newest first. */
    public Reply list(Call call) {
        List<ObjectNode> issues = new ArrayList<>();
        String datasetId = required(call, "datasetId", issues);
        String runName = required(call, "runName", issues);
        if (!issues.isEmpty()) {
            throw ApiFailure.invalid(issues);
        }
        Paging paging = Paging.of(call, bounds);
        List<RunItemRow> items = tables(call).runs().items(datasetId, runName);
        if (items == null) {
            throw ApiFailure.notFound("Dataset run not found for the given project and dataset id");
        }
        JsonOut out = new JsonOut(4096).raw("{\"data\":[");
        writeAll(items.stream().skip(paging.offset()).limit(paging.limit()).toList(), out);
        paging.writeMeta(out.raw("],"), items.size());
        return Reply.json(200, out.ascii('}').toByteArray());
    }

    static void writeAll(List<RunItemRow> items, JsonOut out) {
        String comma = "";
        for (RunItemRow item : items) {
            item.write(out.raw(comma));
            comma = ",";
        }
    }

    private static Reply reply(RunItemRow item) {
        return Reply.json(200, item.write(new JsonOut(384)).toByteArray());
    }

    private static ItemVersion item(ProjectTables tables, RunItemWrite write) {
        ItemVersion item = tables.items().listed(write.itemId(), write.datasetVersion());
        if (item == null) {
            throw ApiFailure.notFound("Dataset item not found");
        }
        return item;
    }

    private static String required(Call call, String name, List<ObjectNode> issues) {
        String value = call.query().get(name);
        if (value == null) {
            issues.add(Issues.wrongType("string", null, name));
            return "";
        }
        return value;
    }

    private ProjectTables tables(Call call) {
        return projects.apply(call.tenant().projectId());
    }
}
