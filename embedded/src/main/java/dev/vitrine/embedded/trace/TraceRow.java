package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.json.Json;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trace as its spans tell it, in the order of their arrival: what is said later wins, tags and metadata are gathered,
 * and the root span stands in for what nobody said.
 *
 * @param latency from the first start to the last end, in seconds
 */
record TraceRow(
        String id,
        @Nullable String name,
        Instant timestamp,
        @Nullable String userId,
        @Nullable String sessionId,
        @Nullable String release,
        @Nullable String version,
        String environment,
        boolean isPublic,
        List<String> tags,
        ObjectNode metadata,
        @Nullable String input,
        @Nullable String output,
        long createdAt,
        long updatedAt,
        double latency,
        double totalCost,
        List<SpanRow> observations) {
    static final Comparator<TraceRow> NEWEST_FIRST = Comparator.comparing(TraceRow::timestamp)
            .thenComparing(TraceRow::id)
            .reversed();

    /** @param spans at least one */
    static TraceRow of(List<SpanRow> spans) {
        return new Fold(spans).row();
    }

    private static final class Fold {
        private final List<SpanRow> spans;
        private final @Nullable SpanRow root;
        private final Set<String> tags = new LinkedHashSet<>();
        private final ObjectNode metadata = Json.object();
        private @Nullable String name;
        private @Nullable String userId;
        private @Nullable String sessionId;
        private @Nullable String input;
        private @Nullable String output;
        private boolean isPublic;

        Fold(List<SpanRow> spans) {
            this.spans = spans;
            this.root = spans.stream()
                    .filter(span -> span.parentId() == null)
                    .findFirst()
                    .orElse(spans.stream().filter(SpanRow::root).findFirst().orElse(null));
            spans.forEach(span -> add(span.trace()));
        }

        private void add(SpanRow.TracePart part) {
            name = later(name, part.name());
            userId = later(userId, part.userId());
            sessionId = later(sessionId, part.sessionId());
            input = later(input, part.input());
            output = later(output, part.output());
            isPublic |= part.isPublic();
            tags.addAll(part.tags());
            metadata.setAll(part.metadata());
        }

        private static @Nullable String later(@Nullable String before, @Nullable String said) {
            return said == null ? before : said;
        }

        TraceRow row() {
            SpanRow leading = root == null ? spans.get(0) : root;
            Instant first = spans.stream()
                    .map(SpanRow::start)
                    .min(Comparator.naturalOrder())
                    .orElse(leading.start());
            Instant last = spans.stream()
                    .map(span -> span.end() == null ? span.start() : span.end())
                    .max(Comparator.naturalOrder())
                    .orElse(first);
            return new TraceRow(
                    leading.traceId(),
                    name == null && root != null ? root.name() : name,
                    root == null ? first : root.start(),
                    userId,
                    sessionId,
                    leading.release(),
                    leading.version(),
                    leading.environment(),
                    isPublic,
                    List.copyOf(tags),
                    metadata,
                    input == null && root != null ? root.input() : input,
                    output == null && root != null ? root.output() : output,
                    spans.stream().mapToLong(SpanRow::createdAt).min().orElse(0),
                    spans.stream().mapToLong(SpanRow::updatedAt).max().orElse(0),
                    SpanRow.seconds(first, last),
                    spans.stream()
                            .mapToDouble(span -> Usage.total(span.generation().cost()))
                            .sum(),
                    spans);
        }
    }
}
