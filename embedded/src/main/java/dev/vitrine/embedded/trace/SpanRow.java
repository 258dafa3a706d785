package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.otlp.OtlpSpan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An observation as it is kept. Points in time have microseconds.
 *
 * @param input what was sent, unparsed
 * @param metadata with the resource's attributes and the scope
 * @param root whether it has no parent or was marked as a root all the same
 * @param span what it was made from
 * @param createdAt when it arrived first, in milliseconds
 * @param weight about how many bytes it takes
 */
record SpanRow(
        String id,
        String traceId,
        @Nullable String parentId,
        String name,
        String type,
        String level,
        @Nullable String statusMessage,
        Instant start,
        @Nullable Instant end,
        String environment,
        @Nullable String version,
        @Nullable String release,
        @Nullable String input,
        @Nullable String output,
        ObjectNode metadata,
        Generation generation,
        TracePart trace,
        boolean root,
        OtlpSpan span,
        long createdAt,
        long updatedAt,
        long weight) {

    /** What belongs to a call of a model. */
    record Generation(
            @Nullable String model,
            @Nullable JsonNode modelParameters,
            ObjectNode usage,
            ObjectNode cost,
            @Nullable Instant completionStart,
            @Nullable String promptName,
            @Nullable Integer promptVersion) {}

    /** What a span says of its trace. */
    record TracePart(
            @Nullable String name,
            @Nullable String userId,
            @Nullable String sessionId,
            List<String> tags,
            boolean isPublic,
            ObjectNode metadata,
            @Nullable String input,
            @Nullable String output) {}

    SpanRow firstSeen(long created) {
        return new SpanRow(
                id,
                traceId,
                parentId,
                name,
                type,
                level,
                statusMessage,
                start,
                end,
                environment,
                version,
                release,
                input,
                output,
                metadata,
                generation,
                trace,
                root,
                span,
                created,
                updatedAt,
                weight);
    }

    /** In seconds, or null while there is no end. */
    @Nullable
    Double latency() {
        return end == null ? null : seconds(start, end);
    }

    @Nullable
    Double timeToFirstToken() {
        Instant first = generation.completionStart();
        return first == null ? null : seconds(start, first);
    }

    static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** The platform keeps microseconds. */
    static Instant micros(long nanos) {
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L) / 1_000 * 1_000);
    }
}
