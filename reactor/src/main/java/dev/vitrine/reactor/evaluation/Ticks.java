package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.ItemFilter;
import dev.vitrine.evaluation.PageOrder;
import dev.vitrine.evaluation.PagePosition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Positions by time. Servers show milliseconds and may store more, so what shares a millisecond is taken as of one time:
 * it is read again as a whole, and what is done of it is told by its id.
 */
final class Ticks {
    /** The most items of one millisecond. */
    static final int MOST_IDS = 10_000;

    private Ticks() {}

    static Instant of(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The position after a part of a list that follows {@code before}. */
    static PagePosition after(PagePosition before, PageOrder order, List<? extends EvaluatedItem> items) {
        if (items.isEmpty()) {
            return new PagePosition(order, before.cursor(), before.time(), before.ids(), before.timeIsDone());
        }
        Instant tick = of(items.get(items.size() - 1).timestamp());
        return new PagePosition(order, null, tick, idsAt(tick, before, items), false);
    }

    /** What is done of a millisecond: by the position before, and by these items. */
    static List<String> idsAt(Instant tick, PagePosition before, List<? extends EvaluatedItem> items) {
        Instant known = before.time();
        List<String> ids = new ArrayList<>(known != null && of(known).equals(tick) ? before.ids() : List.of());
        for (EvaluatedItem item : items) {
            if (of(item.timestamp()).equals(tick)) {
                ids.add(item.id());
            }
        }
        if (ids.size() > MOST_IDS) {
            throw new IllegalStateException("More than " + MOST_IDS + " items begin at " + tick
                    + ", more than are kept apart by their ids; evaluate them in parts, by a filter");
        }
        return ids;
    }

    /** What is left to be read after a position. */
    static ItemFilter left(ItemFilter filter, String column, PageOrder order, PagePosition after) {
        @Nullable Instant time = after.time();
        if (time == null) {
            return filter;
        }
        Instant tick = of(time);
        boolean oldestFirst = order == PageOrder.OLDEST_FIRST;
        Instant bound = oldestFirst == after.timeIsDone() ? tick.plusMillis(1) : tick;
        return filter.time(
                column, oldestFirst ? ItemFilter.Comparison.GREATER_OR_EQUAL : ItemFilter.Comparison.LESS, bound);
    }

    /** One millisecond only. */
    static ItemFilter within(ItemFilter filter, String column, Instant tick) {
        return filter.time(column, ItemFilter.Comparison.GREATER_OR_EQUAL, tick)
                .time(column, ItemFilter.Comparison.LESS, tick.plusMillis(1));
    }
}
