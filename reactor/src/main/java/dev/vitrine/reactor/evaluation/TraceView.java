package dev.vitrine.reactor.evaluation;

import dev.vitrine.json.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A trace. Servers that have observations only show its root observation in its place.
 *
 * @param id the trace's, also where a root observation stands for it
 * @param timestamp when it began
 * @param raw all that the server sent: of the trace, or of its root observation
 */
public record TraceView(
        String id,
        Instant timestamp,
        @Nullable String name,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String release,
        @Nullable String version,
        @Nullable String environment,
        List<String> tags,
        JsonValue input,
        JsonValue output,
        JsonValue metadata,
        JsonValue raw)
        implements EvaluatedItem {
    public TraceView {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(timestamp, "timestamp");
        tags = List.copyOf(tags);
    }

    @Override
    public String traceId() {
        return id;
    }

    /** Id and time; what users put in stays out of logs. */
    @Override
    public String toString() {
        return "TraceView[" + id + ", " + timestamp + "]";
    }
}
