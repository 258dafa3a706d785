package dev.vitrine.evaluation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a list of items was read. What lies behind it in {@link #order} is done, and so are the items named here.
 *
 * <p>A position says no page number, because pages shift when items are written or deleted while a list is read.
 *
 * @param order the order of the list; null where nobody said, then the list's own
 * @param cursor where a server that gives cursors goes on; it wins over the time
 * @param time the millisecond up to which all is done but its own items; null for the start
 * @param ids items that are done although they do not lie behind: those of that millisecond, or of the cursor's page
 * @param timeIsDone whether all items of that millisecond are done
 */
public record PagePosition(
        @Nullable PageOrder order,
        @Nullable String cursor,
        @Nullable Instant time,
        List<String> ids,
        boolean timeIsDone) {
    /** Nothing was read. */
    public static final PagePosition START = new PagePosition(null, null, null, List.of(), false);

    public PagePosition {
        ids = List.copyOf(ids);
    }

    /** Without the ids. */
    @Override
    public String toString() {
        return "PagePosition[" + order + ", " + time + (cursor == null ? "" : ", cursor") + ", " + ids.size() + " ids]";
    }
}
