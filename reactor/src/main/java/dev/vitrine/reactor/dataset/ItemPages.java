package dev.vitrine.reactor.dataset;

import dev.vitrine.dataset.DatasetItem;
import dev.vitrine.reactor.http.ApiRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

/**
 * The pages of a dataset's items at one point in time. Page 1 is read as it is. Since the newest item comes first, its
 * time is that of the dataset's last write, and the further pages are read as of then, so that items that are written
 * meanwhile do not shift them. Deletions leave no such time: when page 2 counts other items than page 1 did, something
 * was deleted after the last write, and the present time is tried; when that differs too, the rest is read unpinned.
 *
 * <p>For one subscription. Page 2 is held until it is counted; pages beyond it are asked for only after that.
 */
final class ItemPages implements IntFunction<Flux<PageEvent<DatasetItem>>> {
    private static final Logger log = LoggerFactory.getLogger(ItemPages.class);

    private final PageFetch<DatasetItem> fetch;
    private final String datasetName;
    private final ItemsQuery query;
    private final Clock clock;
    private volatile Instant newest = Instant.MIN;
    private volatile long totalItems;
    private volatile @Nullable Instant pinned;

    ItemPages(PageFetch<DatasetItem> fetch, String datasetName, ItemsQuery query, Clock clock) {
        this.fetch = fetch;
        this.datasetName = datasetName;
        this.query = query;
        this.clock = clock;
        this.pinned = query.version();
    }

    @Override
    public Flux<PageEvent<DatasetItem>> apply(int page) {
        if (page == 1) {
            return at(page, pinned).doOnNext(this::remember);
        }
        if (page == 2 && query.version() == null) {
            return Flux.defer(this::pinnedSecondPage);
        }
        return Flux.defer(() -> at(page, pinned));
    }

    private Flux<PageEvent<DatasetItem>> at(int page, @Nullable Instant version) {
        return fetch.fetch(
                page,
                ApiRequest.get("/api/public/dataset-items")
                        .query("datasetName", datasetName)
                        .query("page", page)
                        .query("limit", query.pageSize())
                        .query("version", version)
                        .build());
    }

    private void remember(PageEvent<DatasetItem> event) {
        if (event instanceof PageEvent.Element<DatasetItem> item) {
            Instant written = item.value().createdAt();
            newest = written.isAfter(newest) ? written : newest;
        } else if (event instanceof PageEvent.End<DatasetItem> end) {
            totalItems = end.meta().totalItems();
        }
    }

    private Flux<PageEvent<DatasetItem>> pinnedSecondPage() {
        Instant present = clock.instant();
        Instant later = present.isAfter(newest) ? present : newest;
        return secondPageAt(newest)
                .switchIfEmpty(Flux.defer(() -> secondPageAt(later)))
                .switchIfEmpty(Flux.defer(() -> {
                    log.debug("Items of dataset {} change while they are read; their pages may shift", datasetName);
                    return at(2, null);
                }));
    }

    private Flux<PageEvent<DatasetItem>> secondPageAt(Instant version) {
        return at(2, version)
                .collectList()
                .filter(this::countsTheSame)
                .doOnNext(events -> pinned = version)
                .flatMapIterable(events -> events);
    }

    private boolean countsTheSame(List<PageEvent<DatasetItem>> events) {
        return events.stream()
                .allMatch(event -> !(event instanceof PageEvent.End<DatasetItem> end)
                        || end.meta().totalItems() == totalItems);
    }
}
