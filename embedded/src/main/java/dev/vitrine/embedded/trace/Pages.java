package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.dataset.Paging;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Json;
import java.util.List;
import java.util.function.Function;

/** Answers one page of what was found. */
final class Pages {
    private Pages() {}

    static <T> Reply reply(Paging paging, List<T> found, Function<T, ObjectNode> view) {
        ObjectNode body = Json.object();
        ArrayNode data = body.putArray("data");
        found.stream().skip(paging.offset()).limit(paging.limit()).forEach(row -> data.add(view.apply(row)));
        body.putObject("meta")
                .put("page", paging.page())
                .put("limit", paging.limit())
                .put("totalItems", found.size())
                .put("totalPages", (found.size() + paging.limit() - 1) / paging.limit());
        return Reply.json(200, Json.bytes(body));
    }
}
