package dev.vitrine.reactor.evaluation;

import dev.vitrine.VitrineException;
import dev.vitrine.evaluation.EvaluationScope;
import dev.vitrine.evaluation.ItemFilter;
import dev.vitrine.evaluation.PageOrder;
import dev.vitrine.evaluation.PagePosition;
import dev.vitrine.json.JsonValue;
import dev.vitrine.reactor.http.ApiExchange;
import dev.vitrine.reactor.http.ApiRequest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The lists of v1, which know page numbers. Page 1 is asked for again and again, each time from where the last one ended,
 * because numbered pages shift. Only where more items than a page holds share a millisecond are these numbered.
 *
 * <p>For one run.
 */
final class NumberedPages<T extends EvaluatedItem> implements ItemSource<T> {
    private static final int MOST_A_PAGE = 100;

    private final ApiExchange api;
    private final EvaluationScope scope;
    private final Function<JsonValue, T> reader;
    private volatile @Nullable Drain drain;

    NumberedPages(ApiExchange api, EvaluationScope scope, Function<JsonValue, T> reader) {
        this.api = api;
        this.scope = scope;
        this.reader = reader;
    }

    static NumberedPages<TraceView> traces(ApiExchange api) {
        return new NumberedPages<>(api, EvaluationScope.TRACES, Rows::trace);
    }

    static NumberedPages<ObservationView> observations(ApiExchange api) {
        return new NumberedPages<>(api, EvaluationScope.OBSERVATIONS, Rows::observation);
    }

    /** The millisecond whose items are being numbered, and the number that comes next. Only a hint: 1 is right, too. */
    private record Drain(Instant tick, int page) {}

    private record Listed<T>(List<T> items, @Nullable Long totalItems) {}

    @Override
    public Mono<ItemPage<T>> page(PageQuery query) {
        PagePosition after = query.after();
        PageOrder order = order(after);
        Drain draining = drain;
        if (draining != null && !after.timeIsDone() && draining.tick.equals(after.time())) {
            return numbered(query, order, draining);
        }
        int limit = limit(query);
        ItemFilter left = Ticks.left(query.filter(), scope.timeColumn(), order, after);
        ApiRequest request =
                request(query, left, limit, 1).query("orderBy", orderBy(order)).build();
        return list(request).flatMap(listed -> {
            requireOrder(listed.items, order, after);
            boolean full = listed.items.size() >= limit;
            List<T> fresh = fresh(listed.items, after);
            if (full && fresh.isEmpty()) {
                return numbered(query, order, new Drain(tickOf(listed.items), 1));
            }
            boolean more = listed.totalItems == null ? full : listed.totalItems > listed.items.size();
            return Mono.just(new ItemPage<>(fresh, Ticks.after(after, order, fresh), !full, more));
        });
    }

    /** The further items of a millisecond, in the order of their ids where the server can. */
    private Mono<ItemPage<T>> numbered(PageQuery query, PageOrder order, Drain at) {
        PagePosition after = query.after();
        ItemFilter within = Ticks.within(query.filter(), scope.timeColumn(), at.tick);
        ApiRequest request = request(query, within, query.limit(), at.page)
                .query("orderBy", scope == EvaluationScope.TRACES ? "id.asc" : null)
                .build();
        return list(request).flatMap(listed -> {
            boolean full = listed.items.size() >= query.limit();
            List<T> fresh = fresh(listed.items, after);
            if (full && fresh.isEmpty()) {
                return numbered(query, order, new Drain(at.tick, at.page + 1));
            }
            drain = full ? new Drain(at.tick, at.page + 1) : null;
            PagePosition end = full
                    ? new PagePosition(order, null, at.tick, Ticks.idsAt(at.tick, after, fresh), false)
                    : new PagePosition(order, null, at.tick, List.of(), true);
            return Mono.just(new ItemPage<>(fresh, end, false, true));
        });
    }

    /** Room for the items that come again, so that a page has as many new ones as were asked for. */
    private static int limit(PageQuery query) {
        int known = query.after().ids().size();
        return known > query.limit() ? query.limit() : Math.min(query.limit() + known, MOST_A_PAGE);
    }

    private ApiRequest.Builder request(PageQuery query, ItemFilter filter, int limit, int page) {
        ApiRequest.Builder request = ApiRequest.get("/api/public/" + scope.wireValue())
                .query("page", page)
                .query("limit", limit)
                .query("filter", filter.isEmpty() ? null : filter.toJson())
                .maxAnswerBytes(query.maxBytes())
                .maxRetries(0);
        return scope == EvaluationScope.TRACES ? request.query("fields", fields(query)) : request;
    }

    private static String fields(PageQuery query) {
        return query.fields().isEmpty() ? "core,io" : String.join(",", query.fields());
    }

    private Mono<Listed<T>> list(ApiRequest request) {
        return api.exchange(request, json -> {
            Rows.Answer answer = Rows.Answer.decode(json);
            return new Listed<>(answer.rows().stream().map(reader).toList(), answer.totalItems());
        });
    }

    /** Observations come newest first and know no other order. */
    private PageOrder order(PagePosition after) {
        PageOrder asked = after.order();
        if (scope == EvaluationScope.OBSERVATIONS) {
            if (asked == PageOrder.OLDEST_FIRST) {
                throw new VitrineException(
                        "The resume token says oldest first, but the server lists observations newest"
                                + " first; call withOrder(NEWEST_FIRST) on it if its run read them so");
            }
            return PageOrder.NEWEST_FIRST;
        }
        return asked == null ? PageOrder.OLDEST_FIRST : asked;
    }

    private @Nullable String orderBy(PageOrder order) {
        if (scope == EvaluationScope.OBSERVATIONS) {
            return null;
        }
        return order == PageOrder.OLDEST_FIRST ? "timestamp.asc" : "timestamp.desc";
    }

    private static <T extends EvaluatedItem> Instant tickOf(List<T> items) {
        return Ticks.of(items.get(items.size() - 1).timestamp());
    }

    private static <T extends EvaluatedItem> List<T> fresh(List<T> items, PagePosition after) {
        Set<String> known = new HashSet<>(after.ids());
        return items.stream().filter(item -> known.add(item.id())).toList();
    }

    /** A server that overlooks the order or the filter would have items lost, or evaluated for ever. */
    private void requireOrder(List<T> items, PageOrder order, PagePosition after) {
        boolean oldestFirst = order == PageOrder.OLDEST_FIRST;
        Instant before = after.time() == null ? null : Ticks.of(after.time());
        for (T item : items) {
            Instant tick = Ticks.of(item.timestamp());
            if (before != null && (oldestFirst ? tick.isBefore(before) : tick.isAfter(before))) {
                throw new VitrineException("GET /api/public/" + scope.wireValue() + " does not heed "
                        + (scope == EvaluationScope.TRACES ? "orderBy or filter" : "filter")
                        + ", so nothing could be resumed nor read in order; update the server, or give the evaluation a"
                        + " source(…) of its own");
            }
            before = tick;
        }
    }
}
