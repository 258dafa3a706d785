package dev.vitrine.evaluation;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far a batch evaluation is, after a page.
 *
 * @param itemsFetched items received so far
 * @param itemsProcessed items evaluated so far
 * @param itemsFailed items that failed so far
 * @param scoresCreated evaluations so far, without composite ones
 * @param maxItems the most items that will be attempted, if there is such a limit
 * @param elapsed since the start
 */
public record BatchProgress(
        long itemsFetched,
        long itemsProcessed,
        long itemsFailed,
        long scoresCreated,
        OptionalLong maxItems,
        Duration elapsed) {}
