package dev.vitrine.reactor.trace;

import org.jspecify.annotations.Nullable;

/**
 * Takes out of trace data what must not leave the process. Called for each input, output and metadata of an observation
 * or a trace, at every write, after media were replaced and before encoding; not for names, ids, tags, users, sessions
 * or status messages, nor for what is not sampled.
 *
 * <p>Runs on the thread that writes, many at a time: it must be fast and thread-safe, and must not block. When it throws,
 * {@value #FAILED} is written in place of the value.
 */
@FunctionalInterface
public interface MaskFunction {
    /** What stands in place of a value whose masking failed. */
    String FAILED = "<fully masked due to failed mask function>";

    /** What is to be written in place of {@code input.value()}; null writes nothing. */
    @Nullable
    Object mask(MaskInput input);
}
