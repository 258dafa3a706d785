package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.PagePosition;
import java.util.List;
import java.util.Objects;

/**
 * A page of items.
 *
 * @param items in the order of the list, without those that the position before it names as done
 * @param end the position after all of them
 * @param last whether the list ends here
 * @param more whether items are known, or may be expected, beyond this page
 */
public record ItemPage<T extends EvaluatedItem>(List<T> items, PagePosition end, boolean last, boolean more) {
    public ItemPage {
        items = List.copyOf(items);
        Objects.requireNonNull(end, "end");
    }
}
