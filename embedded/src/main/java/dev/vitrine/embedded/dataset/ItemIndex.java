package dev.vitrine.embedded.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Versions in the order of lists. New ones go to the end of the array, so writing in bulk moves nothing. */
final class ItemIndex {
    private final ArrayList<ItemVersion> oldestFirst = new ArrayList<>();

    void add(ItemVersion version) {
        int at = Collections.binarySearch(oldestFirst, version, ItemVersion.OLDEST_FIRST);
        oldestFirst.add(at < 0 ? -at - 1 : at, version);
    }

    void remove(ItemVersion version) {
        int at = Collections.binarySearch(oldestFirst, version, ItemVersion.OLDEST_FIRST);
        if (at >= 0) {
            oldestFirst.remove(at);
        }
    }

    int size() {
        return oldestFirst.size();
    }

    /** All of them, newest first. */
    List<ItemVersion> newestFirst() {
        List<ItemVersion> all = new ArrayList<>(oldestFirst);
        Collections.reverse(all);
        return all;
    }

    /** Those of a page, newest first. */
    List<ItemVersion> page(Paging paging) {
        long end = oldestFirst.size() - paging.offset();
        if (end <= 0) {
            return List.of();
        }
        List<ItemVersion> page =
                new ArrayList<>(oldestFirst.subList((int) Math.max(0, end - paging.limit()), (int) end));
        Collections.reverse(page);
        return page;
    }
}
