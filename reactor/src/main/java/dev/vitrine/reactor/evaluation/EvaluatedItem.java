package dev.vitrine.reactor.evaluation;

import dev.vitrine.json.JsonValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is evaluated: a trace or an observation as the platform has it. Its JSON stays bytes until it is read. */
public sealed interface EvaluatedItem permits TraceView, ObservationView {
    String id();

    /** The trace itself, or the one that the observation belongs to; null where it has none. */
    @Nullable
    String traceId();

    /** When it began. */
    Instant timestamp();

    @Nullable
    String name();

    JsonValue input();

    JsonValue output();

    JsonValue metadata();

    /** All that the server sent of it. */
    JsonValue raw();
}
