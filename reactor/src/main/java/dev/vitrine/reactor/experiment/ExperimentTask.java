package dev.vitrine.reactor.experiment;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.experiment.ExperimentItem;
import reactor.core.publisher.Mono;

/**
 * What an experiment tries out: gives an item's output, of any type; an empty Mono is an output of null. What it throws,
 * and a null in place of a Mono, fail the item.
 *
 * <p>It is called once an item, within the item's observation, and must not block: see {@link Tasks#blocking}.
 */
@FunctionalInterface
@CheckReturnValue
public interface ExperimentTask {
    Mono<?> run(ExperimentItem item);
}
