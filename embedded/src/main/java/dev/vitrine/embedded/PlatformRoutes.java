package dev.vitrine.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.dataset.DatasetEndpoints;
import dev.vitrine.embedded.dataset.ItemEndpoints;
import dev.vitrine.embedded.dataset.ProjectTables;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.http.RouteTable;
import dev.vitrine.embedded.json.Json;
import dev.vitrine.embedded.media.MediaEndpoints;
import dev.vitrine.embedded.media.MediaReferenceView;
import dev.vitrine.embedded.media.MediaUrls;
import dev.vitrine.embedded.traffic.Route;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The API, route by route. */
final class PlatformRoutes {
    /** The version of the real server whose behaviour this is. */
    static final String VERSION = "4.16.0";

    private PlatformRoutes() {}

    static RouteTable create(Settings settings, Map<String, ProjectTables> projects, MediaUrls urls) {
        Function<String, ProjectTables> tables = id -> Objects.requireNonNull(projects.get(id), "project");
        MediaReferenceView references = new MediaReferenceView(urls);
        DatasetEndpoints datasets =
                new DatasetEndpoints(tables, references, settings.defaultPageSize(), settings.maxPageSize());
        ItemEndpoints items = new ItemEndpoints(tables, references, settings.defaultPageSize(), settings.maxPageSize());
        MediaEndpoints media = new MediaEndpoints(
                id -> tables.apply(id).media(),
                (project, dataset) -> tables.apply(project).datasets().hasId(dataset),
                urls,
                settings.maxMediaBytes());
        return new RouteTable()
                .addOpen(Route.HEALTH, "GET", "/api/public/health", call -> status())
                .addOpen(Route.READY, "GET", "/api/public/ready", call -> status())
                .add(Route.PROJECTS, "GET", "/api/public/projects", PlatformRoutes::projects)
                .add(Route.DATASETS_CREATE, "POST", "/api/public/v2/datasets", datasets::create)
                .add(Route.DATASETS_LIST, "GET", "/api/public/v2/datasets", datasets::list)
                .add(Route.DATASET_GET, "GET", "/api/public/v2/datasets/*", datasets::get)
                .add(Route.DATASET_GET_V1, "GET", "/api/public/datasets/*", datasets::getWithItems)
                .add(Route.ITEM_CREATE, "POST", "/api/public/dataset-items", items::write)
                .add(Route.ITEMS_LIST, "GET", "/api/public/dataset-items", items::list)
                .add(Route.ITEM_GET, "GET", "/api/public/dataset-items/*", items::get)
                .add(Route.ITEM_DELETE, "DELETE", "/api/public/dataset-items/*", items::delete)
                .add(Route.MEDIA_REQUEST, "POST", "/api/public/media", media::request)
                .add(Route.MEDIA_GET, "GET", "/api/public/media/*", media::get)
                .add(Route.MEDIA_CONFIRM, "PATCH", "/api/public/media/*", media::confirm);
    }

    private static Reply status() {
        return Reply.json(200, Json.bytes(Json.object().put("status", "OK").put("version", VERSION)));
    }

    private static Reply projects(Call call) {
        ObjectNode body = Json.object();
        ObjectNode project = body.putArray("data").addObject();
        project.put("id", call.tenant().projectId()).put("name", call.tenant().name());
        project.putObject("organization").put("id", "embedded-organization").put("name", "embedded");
        project.putObject("metadata");
        return Reply.json(200, Json.bytes(body));
    }
}
