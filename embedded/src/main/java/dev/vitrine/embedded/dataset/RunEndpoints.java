package dev.vitrine.embedded.dataset;

import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.json.JsonOut;
import java.util.List;
import java.util.function.Function;

/** Reading and removing the stored runs of a dataset. */
public final class RunEndpoints {
    private final Function<String, ProjectTables> projects;
    private final Paging.Bounds bounds;

    public RunEndpoints(Function<String, ProjectTables> projects, Paging.Bounds bounds) {
        this.projects = projects;
        this.bounds = bounds;
    }

    /** {@code GET /api/public/datasets/{name}/runs}: newest first. */
    public Reply list(Call call) {
        Paging paging = Paging.of(call, bounds);
        ProjectTables tables = tables(call);
        List<RunRow> runs = tables.runs().of(dataset(call).id());
        JsonOut out = new JsonOut(4096).raw("{\"data\":[");
        String comma = "";
        for (RunRow run :
                runs.stream().skip(paging.offset()).limit(paging.limit()).toList()) {
            run.writeOpen(out.raw(comma)).ascii('}');
            comma = ",";
        }
        paging.writeMeta(out.raw("],"), runs.size());
        return Reply.json(200, out.ascii('}').toByteArray());
    }

    /** {@code GET /api/public/datasets/{name}/runs/{runName}}: with all its items. */
    public Reply get(Call call) {
        String runName = PathNames.decodedAgain(call, 1);
        RunTable runs = tables(call).runs();
        DatasetRow dataset = tables(call).datasets().byName(PathNames.decodedAgain(call, 0));
        RunRow run = dataset == null ? null : runs.find(dataset.id(), runName);
        List<RunItemRow> items = run == null ? null : runs.items(run.datasetId(), runName);
        if (run == null || items == null) {
            throw ApiFailure.notFound("Dataset run not found");
        }
        JsonOut out = run.writeOpen(new JsonOut(4096)).raw(",\"datasetRunItems\":[");
        RunItemEndpoints.writeAll(items, out);
        return Reply.json(200, out.raw("]}").toByteArray());
    }

    /** {@code DELETE /api/public/datasets/{name}/runs/{runName}}: the items go with it. */
    public Reply delete(Call call) {
        DatasetRow dataset = tables(call).datasets().byName(PathNames.decodedAgain(call, 0));
        String runName = PathNames.decodedAgain(call, 1);
        if (dataset == null || !tables(call).runs().delete(dataset.id(), runName)) {
            throw ApiFailure.notFound("Dataset run not found");
        }
        return Reply.json(200, Json.bytes(Json.object().put("message", "Dataset run successfully deleted")));
    }

    private DatasetRow dataset(Call call) {
        return tables(call).datasets().named(PathNames.decodedAgain(call, 0));
    }

    private ProjectTables tables(Call call) {
        return projects.apply(call.tenant().projectId());
    }
}
