package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.ItemFilter;
import dev.vitrine.evaluation.PagePosition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The pages of one run, each asked for once the one before was handed on, so that one is fetched ahead. Ends with the
 * list, with the limit, or with a failure as its last element, so that the page before it is evaluated first.
 */
final class BatchPages<T extends EvaluatedItem> {
    private final BatchSpec<T> spec;
    private final ItemSource<T> source;
    private final Scheduler timer;
    private PagePosition position;
    private boolean ended;
    private long planned;

    BatchPages(BatchSpec<T> spec, ItemSource<T> source, Scheduler timer) {
        this.spec = spec;
        this.source = source;
        this.timer = timer;
        this.position = spec.resumeFrom == null ? PagePosition.START : spec.resumeFrom.position();
    }

    /**
     * A page with what is to be evaluated of it, or why there is none.
     *
     * @param received how many items came
     * @param end the position after what is to be evaluated
     * @param limited whether the limit of items ends here
     */
    record Fetched<T extends EvaluatedItem>(
            List<T> items,
            int received,
            PagePosition end,
            boolean limited,
            boolean truncated,
            boolean more,
            @Nullable Throwable failure) {}

    Flux<Fetched<T>> pages() {
        return Flux.<PagePosition>generate(sink -> {
                    if (ended || spec.maxItems != null && planned >= spec.maxItems) {
                        sink.complete();
                    } else {
                        sink.next(position);
                    }
                })
                .concatMap(this::fetch, 0);
    }

    private Mono<Fetched<T>> fetch(PagePosition after) {
        PageQuery query = new PageQuery(
                spec.pageSize,
                spec.filter == null ? ItemFilter.all() : spec.filter,
                spec.fields,
                spec.maxPageBytes,
                after);
        return Mono.defer(() -> source.page(query))
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("the source gave no page")))
                .retryWhen(PageRetry.of(spec.maxRetries, timer))
                .map(page -> planned(after, page))
                .onErrorResume(failure -> {
                    ended = true;
                    return Mono.just(new Fetched<>(List.of(), 0, after, false, false, true, failure));
                });
    }

    private Fetched<T> planned(PagePosition after, ItemPage<T> page) {
        if (!page.last() && page.items().isEmpty() && page.end().equals(after)) {
            throw new IllegalStateException("the source gave an empty page that is not the last and leads nowhere");
        }
        position = page.end();
        ended = page.last();
        long room = spec.maxItems == null ? Long.MAX_VALUE : spec.maxItems - planned;
        boolean truncated = page.items().size() > room;
        List<T> items = truncated ? page.items().subList(0, (int) room) : page.items();
        planned += items.size();
        PagePosition end = truncated ? within(after, page, items) : page.end();
        return new Fetched<>(items, page.items().size(), end, items.size() >= room, truncated, page.more(), null);
    }

    /** In the middle of a page there is no cursor; time and ids say it in any list. */
    private PagePosition within(PagePosition after, ItemPage<T> page, List<T> attempted) {
        return page.end().order() == null
                ? after
                : Ticks.after(after, page.end().order(), attempted);
    }
}
