package dev.vitrine.experiment;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An item that gave no output: it had no input, or its task failed or took too long.
 *
 * @param index the item's place in the data, from 0
 * @param item what was run
 * @param error why
 * @param traceId null where nothing was recorded
 */
public record ExperimentItemFailure(
        long index,
        ExperimentItem item,
        Throwable error,
        @Nullable String traceId) implements ExperimentItemOutcome {
    public ExperimentItemFailure {
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(error, "error");
    }

    /** Without the error's message, which may be private. */
    @Override
    public String toString() {
        return "ExperimentItemFailure[" + index + ", " + item + ", "
                + error.getClass().getSimpleName() + "]";
    }
}
