package dev.vitrine.embedded.dataset;

import dev.vitrine.embedded.http.ApiFailure;
import dev.vitrine.embedded.media.FoundReference;
import dev.vitrine.embedded.media.MediaTable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The items of one project with all their versions. In memory; guarded by its own monitor. */
public final class ItemTable {
    private static final int SNAPSHOTS = 8;

    private final MediaTable media;
    private final Clock clock;
    private final Ids ids;
    private final int maxItems;
    private final Map<String, List<ItemVersion>> histories = new HashMap<>();
    private final Map<String, List<List<ItemVersion>>> historiesByDataset = new HashMap<>();
    private final Map<String, ItemIndex> listed = new HashMap<>();
    private final ItemIndex allListed = new ItemIndex();
    private final Map<Snapshot, ItemIndex> snapshots = new LinkedHashMap<>();

    public ItemTable(MediaTable media, Clock clock, Ids ids, int maxItems) {
        this.media = media;
        this.clock = clock;
        this.ids = ids;
        this.maxItems = maxItems;
    }

    /** A dataset at a point in time. */
    private record Snapshot(String datasetId, long time) {}

    /** Some items of a list, and how many the list has. */
    record Page(List<ItemVersion> items, int total) {}

    /** Which items are asked for; null means: any, or now. */
    record Query(
            @Nullable String datasetId,
            @Nullable Long version,
            @Nullable Predicate<ItemVersion> filter) {}

    /** How many items were ever created, those that were deleted since included. */
    public synchronized int count() {
        return histories.size();
    }

    /** The references in the current versions of all items. */
    public synchronized List<FoundReference> references(String itemId) {
        ItemVersion current = current(itemId);
        return current == null ? List.of() : current.references();
    }

    /** Writes a new version over the current one, or nothing at all. */
    synchronized ItemVersion write(DatasetRow dataset, ItemWrite write) {
        String id = write.id() == null ? ids.next() : write.id();
        List<ItemVersion> history = histories.get(id);
        ItemVersion last = history == null ? null : history.get(history.size() - 1);
        if (last != null && !last.datasetId.equals(dataset.id())) {
            throw ApiFailure.conflict("Dataset item id " + id + " already exists in another dataset (id "
                    + last.datasetId + ") in this project; use a different id or upsert into that dataset.");
        }
        if (last == null && histories.size() >= maxItems) {
            throw ApiFailure.internal("The embedded platform holds at most " + maxItems + " items");
        }
        ItemVersion before = last == null || last.deleted ? null : last;
        ItemVersion next = ItemVersion.merged(id, dataset, write, before, nextTime(last));
        if (write.id() == null && next.input.isNull()) {
            throw ApiFailure.badRequest("Dataset item validation failed: Dataset item input cannot be null");
        }
        checkMedia(next);
        add(next, last);
        media.claim(id, next.found().map(FoundReference::mediaId).collect(Collectors.toSet()));
        return next;
    }

    synchronized boolean delete(String id) {
        ItemVersion current = current(id);
        if (current == null) {
            return false;
        }
        add(ItemVersion.deletionOf(current, nextTime(current)), current);
        return true;
    }

    synchronized @Nullable ItemVersion current(String id) {
        List<ItemVersion> history = histories.get(id);
        ItemVersion last = history == null ? null : history.get(history.size() - 1);
        return last == null || last.deleted ? null : last;
    }

    /** The item as it is listed now, or as it was listed at {@code time}; null if it was not. */
    synchronized @Nullable ItemVersion listed(String id, @Nullable Long time) {
        for (ItemVersion version : histories.getOrDefault(id, List.of())) {
            boolean asked = time == null ? version == current(id) : version.validAt(time);
            if (asked && version.listed()) {
                return version;
            }
        }
        return null;
    }

    /** A page of what is listed. */
    synchronized Page page(Query query, Paging paging) {
        ItemIndex index = index(query);
        Predicate<ItemVersion> filter = query.filter();
        if (filter == null) {
            return new Page(index.page(paging), index.size());
        }
        List<ItemVersion> matching = index.newestFirst().stream().filter(filter).toList();
        return new Page(
                matching.stream().skip(paging.offset()).limit(paging.limit()).toList(), matching.size());
    }

    private ItemIndex index(Query query) {
        String datasetId = query.datasetId();
        Long version = query.version();
        if (datasetId == null) {
            return allListed;
        }
        if (version == null) {
            return listed.getOrDefault(datasetId, new ItemIndex());
        }
        Snapshot key = new Snapshot(datasetId, version);
        ItemIndex snapshot = snapshots.get(key);
        if (snapshot == null) {
            snapshot = snapshot(key);
            if (snapshots.size() >= SNAPSHOTS) {
                snapshots.remove(snapshots.keySet().iterator().next());
            }
            snapshots.put(key, snapshot);
        }
        return snapshot;
    }

    private ItemIndex snapshot(Snapshot key) {
        List<ItemVersion> valid = new ArrayList<>();
        for (List<ItemVersion> history : historiesByDataset.getOrDefault(key.datasetId(), List.of())) {
            for (ItemVersion version : history) {
                if (version.validAt(key.time()) && version.listed()) {
                    valid.add(version);
                }
            }
        }
        valid.sort(ItemVersion.OLDEST_FIRST);
        ItemIndex index = new ItemIndex();
        valid.forEach(index::add);
        return index;
    }

    private void add(ItemVersion next, @Nullable ItemVersion last) {
        ItemIndex ofDataset = listed.computeIfAbsent(next.datasetId, any -> new ItemIndex());
        if (last == null) {
            List<ItemVersion> history = new ArrayList<>(1);
            history.add(next);
            histories.put(next.id, history);
            historiesByDataset
                    .computeIfAbsent(next.datasetId, any -> new ArrayList<>())
                    .add(history);
        } else {
            last.end(next.validFrom);
            ofDataset.remove(last);
            allListed.remove(last);
            histories.getOrDefault(next.id, new ArrayList<>()).add(next);
        }
        if (next.listed()) {
            ofDataset.add(next);
            allListed.add(next);
        }
        // a view of the past stays true; one of the present or the future does not
        snapshots
                .keySet()
                .removeIf(snapshot -> snapshot.datasetId().equals(next.datasetId) && snapshot.time() >= next.validFrom);
    }

    private long nextTime(@Nullable ItemVersion last) {
        return last == null ? clock.millis() : Math.max(clock.millis(), last.validFrom + 1);
    }

    private void checkMedia(ItemVersion next) {
        Set<String> unknown = next.found()
                .map(FoundReference::mediaId)
                .filter(mediaId -> !media.isUploaded(mediaId))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!unknown.isEmpty()) {
            throw ApiFailure.badRequest("Dataset item references unknown media: " + String.join(", ", unknown));
        }
    }
}
