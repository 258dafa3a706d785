package dev.vitrine.reactor.evaluation;

import dev.vitrine.json.JsonValue;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An observation.
 *
 * @param timestamp when it began
 * @param endTime null while it is open
 * @param type such as {@code GENERATION}, as the server writes it
 * @param level such as {@code ERROR}, as the server writes it
 * @param raw all that the server sent
 */
public record ObservationView(
        String id,
        @Nullable String traceId,
        @Nullable String parentObservationId,
        Instant timestamp,
        @Nullable Instant endTime,
        @Nullable String name,
        @Nullable String type,
        @Nullable String level,
        @Nullable String statusMessage,
        @Nullable String model,
        @Nullable String version,
        @Nullable String environment,
        JsonValue input,
        JsonValue output,
        JsonValue metadata,
        JsonValue raw)
        implements EvaluatedItem {
    public ObservationView {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(timestamp, "timestamp");
    }

    /** Ids, type and time; what users put in stays out of logs. */
    @Override
    public String toString() {
        return "ObservationView[" + id + ", " + type + ", trace " + traceId + ", " + timestamp + "]";
    }
}
