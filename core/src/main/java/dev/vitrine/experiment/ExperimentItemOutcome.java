package dev.vitrine.experiment;

import org.jspecify.annotations.Nullable;

/** What became of one item of an experiment. */
public sealed interface ExperimentItemOutcome permits ExperimentItemResult, ExperimentItemFailure {
    /** The item's place in the data, from 0. */
    long index();

    ExperimentItem item();

    /** Null where nothing was recorded: tracing is off. */
    @Nullable
    String traceId();
}
