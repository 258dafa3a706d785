package dev.vitrine.reactor.evaluation;

import dev.vitrine.VitrineException;
import dev.vitrine.evaluation.EvaluationScope;
import dev.vitrine.evaluation.ItemFilter;
import dev.vitrine.evaluation.PageOrder;
import dev.vitrine.evaluation.PagePosition;
import dev.vitrine.json.JsonException;
import dev.vitrine.json.JsonValue;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The list of v2: observations newest first, with a cursor that is a position by itself. A trace is what its root
 * observation shows; of several roots the first one that comes, as long as they lie within the last 10,000 traces.
 *
 * <p>For one run.
 */
final class CursorPages<T extends EvaluatedItem> implements ItemSource<T> {
    private static final int REMEMBERED_TRACES = 10_000;
    private static final String TIME = "startTime";
    private static final Map<String, String> TRACE_COLUMNS = Map.of("timestamp", TIME, "id", "traceId");

    private final ApiExchange api;
    private final EvaluationScope scope;
    private final Function<JsonValue, T> reader;
    private final LinkedHashSet<String> traces = new LinkedHashSet<>();

    private CursorPages(ApiExchange api, EvaluationScope scope, Function<JsonValue, T> reader) {
        this.api = api;
        this.scope = scope;
        this.reader = reader;
    }

    static CursorPages<TraceView> traces(ApiExchange api) {
        return new CursorPages<>(api, EvaluationScope.TRACES, Rows::traceOfRoot);
    }

    static CursorPages<ObservationView> observations(ApiExchange api) {
        return new CursorPages<>(api, EvaluationScope.OBSERVATIONS, Rows::observationOfText);
    }

    private record Listed<T>(List<T> items, @Nullable String cursor) {}

    @Override
    public Mono<ItemPage<T>> page(PageQuery query) {
        PagePosition after = query.after();
        if (after.order() == PageOrder.OLDEST_FIRST) {
            throw new VitrineException(
                    "The resume token was made where the server lists oldest first; this server lists"
                            + " newest first only. Everything up to " + after.time()
                            + " is done: run without the token, with a filter for what is newer");
        }
        return api.exchange(request(query), json -> {
                    Rows.Answer answer = Rows.Answer.decode(json);
                    return new Listed<>(answer.rows().stream().map(reader).toList(), answer.cursor());
                })
                .map(listed -> page(listed, after));
    }

    private ItemPage<T> page(Listed<T> listed, PagePosition after) {
        List<T> fresh = fresh(listed.items, after);
        boolean last = listed.cursor == null || listed.items.isEmpty();
        if (listed.cursor != null && listed.cursor.equals(after.cursor())) {
            throw new JsonException("The server's list answers a cursor with the same cursor");
        }
        PagePosition byTime = Ticks.after(after, PageOrder.NEWEST_FIRST, listed.items);
        List<String> ids = new ArrayList<>(byTime.ids());
        if (scope == EvaluationScope.TRACES) { // another root of the same trace may be next
            Set<String> distinct = new LinkedHashSet<>(ids);
            listed.items.forEach(item -> distinct.add(item.id()));
            ids = new ArrayList<>(distinct);
        }
        PagePosition end =
                new PagePosition(PageOrder.NEWEST_FIRST, last ? null : listed.cursor, byTime.time(), ids, false);
        return new ItemPage<>(fresh, end, last, !last);
    }

    private List<T> fresh(List<T> items, PagePosition after) {
        Set<String> known = new HashSet<>(after.ids());
        List<T> fresh = new ArrayList<>();
        for (T item : items) {
            if (known.add(item.id()) && (scope == EvaluationScope.OBSERVATIONS || traces.add(item.id()))) {
                fresh.add(item);
            }
        }
        for (var oldest = traces.iterator(); traces.size() > REMEMBERED_TRACES; ) {
            oldest.next();
            oldest.remove();
        }
        return fresh;
    }

    private ApiRequest request(PageQuery query) {
        PagePosition after = query.after();
        ItemFilter filter = scope == EvaluationScope.TRACES ? query.filter().renamed(TRACE_COLUMNS) : query.filter();
        ItemFilter left = after.cursor() == null ? Ticks.left(filter, TIME, PageOrder.NEWEST_FIRST, after) : filter;
        return ApiRequest.get("/api/public/v2/observations")
                .query("limit", query.limit())
                .query("fields", fields(query))
                .query("isRootObservation", scope == EvaluationScope.TRACES ? true : null)
                .query("filter", left.isEmpty() ? null : left.toJson())
                .query("cursor", after.cursor())
                .maxAnswerBytes(query.maxBytes())
                .maxRetries(0)
                .build();
    }

    private String fields(PageQuery query) {
        if (!query.fields().isEmpty()) {
            return String.join(",", query.fields());
        }
        return scope == EvaluationScope.TRACES
                ? "core,basic,io,metadata,trace_context"
                : "core,basic,io,metadata,model";
    }
}
