package dev.vitrine.reactor.evaluation;

import dev.vitrine.evaluation.ItemFilter;
import dev.vitrine.evaluation.PagePosition;
import java.util.List;

/**
 * A page that is wanted.
 *
 * @param limit the most items
 * @param filter which items
 * @param fields which groups of fields; empty for what evaluation needs
 * @param maxBytes the longest answer
 * @param after the position that it follows
 */
public record PageQuery(int limit, ItemFilter filter, List<String> fields, int maxBytes, PagePosition after) {}
