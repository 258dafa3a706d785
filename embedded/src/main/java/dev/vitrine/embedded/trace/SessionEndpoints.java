package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.dataset.Paging;
import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.http.Call;
import dev.vitrine.embedded.http.Reply;
import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sessions, as far as traces tell of them. A server in its default mode does not have these reads. */
public final class SessionEndpoints {
    private static final Paging.Bounds BOUNDS = new Paging.Bounds(50, 100);
    private final Function<String, SpanTable> spans;

    public SessionEndpoints(Function<String, SpanTable> spans) {
        this.spans = spans;
    }

    public Reply list(Call call) {
        String project = call.tenant().projectId();
        Map<String, TraceRow> oldest = new LinkedHashMap<>();
        for (TraceRow trace : spans.apply(project).traces()) {
            if (trace.sessionId() != null) {
                oldest.put(trace.sessionId(), trace);
            }
        }
        return Pages.reply(
                Paging.of(call, BOUNDS),
                new ArrayList<>(oldest.entrySet()),
                entry -> session(entry.getKey(), entry.getValue(), project));
    }

    public Reply get(Call call) {
        String project = call.tenant().projectId();
        List<TraceRow> traces = spans.apply(project).traces().stream()
                .filter(trace -> call.segment().equals(trace.sessionId()))
                .toList();
        if (traces.isEmpty()) {
            throw ApiFailure.notFound("Session not found within authorized project");
        }
        ObjectNode session = session(call.segment(), traces.get(traces.size() - 1), project);
        TraceView view = TraceView.listing(project, "core,io");
        ArrayNode listed = session.putArray("traces");
        traces.forEach(trace -> listed.add(view.listed(trace, List.of())));
        return Reply.json(200, Json.bytes(session));
    }

    private static ObjectNode session(String id, TraceRow oldest, String project) {
        return Json.object()
                .put("id", id)
                .put("createdAt", Iso.text(oldest.createdAt()))
                .put("projectId", project)
                .put("environment", oldest.environment());
    }
}
