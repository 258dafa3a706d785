package dev.vitrine.embedded.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vitrine.embedded.media.MediaLink;
import dev.vitrine.embedded.media.MediaTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes what tests read of what is stored. */
final class TraceSnapshots {
    private static final Comparator<SpanRow> BY_START =
            Comparator.comparing(SpanRow::start).thenComparing(SpanRow::id);
    private final MediaTable media;

    TraceSnapshots(MediaTable media) {
        this.media = media;
    }

    /** The announcements of media by trace. */
    record Links(Map<String, List<MediaLink>> byTrace) {}

    Links links() {
        Map<String, List<MediaLink>> byTrace = new HashMap<>();
        for (MediaLink link : media.traceLinks()) {
            if (link.traceId() != null) {
                byTrace.computeIfAbsent(link.traceId(), any -> new ArrayList<>())
                        .add(link);
            }
        }
        return new Links(byTrace);
    }

    EmbeddedTrace trace(TraceRow row, Links links) {
        PlacedMedia placed = new PlacedMedia(media, links.byTrace().getOrDefault(row.id(), List.of()));
        return new EmbeddedTrace(
                row.id(),
                row.name(),
                row.timestamp(),
                row.userId(),
                row.sessionId(),
                row.release(),
                row.version(),
                row.environment(),
                row.isPublic(),
                row.tags(),
                Attributes.text(row.metadata()),
                row.input(),
                row.output(),
                placed.ofTrace(row),
                new Tree(row.observations(), placed).roots());
    }

    /** Puts observations below their parents; what has no parent here, or only itself above it, is a root. */
    private static final class Tree {
        private final Map<@Nullable String, List<SpanRow>> byParent = new HashMap<>();
        private final Set<String> placedIds = new HashSet<>();
        private final List<SpanRow> rows;
        private final PlacedMedia media;

        Tree(List<SpanRow> spans, PlacedMedia media) {
            this.rows = spans.stream().sorted(BY_START).toList();
            this.media = media;
            Set<String> ids = new HashSet<>();
            rows.forEach(row -> ids.add(row.id()));
            for (SpanRow row : rows) {
                String parent = row.parentId() != null && ids.contains(row.parentId()) ? row.parentId() : null;
                byParent.computeIfAbsent(parent, any -> new ArrayList<>()).add(row);
            }
        }

        List<EmbeddedObservation> roots() {
            List<EmbeddedObservation> roots = new ArrayList<>(below(null));
            // what is left are circles of parents; each is opened at its earliest
            for (SpanRow row : rows) {
                if (!placedIds.contains(row.id())) {
                    roots.add(observation(row));
                }
            }
            return List.copyOf(roots);
        }

        private List<EmbeddedObservation> below(@Nullable String parent) {
            List<EmbeddedObservation> children = new ArrayList<>();
            for (SpanRow row : byParent.getOrDefault(parent, List.of())) {
                if (!placedIds.contains(row.id())) {
                    children.add(observation(row));
                }
            }
            return List.copyOf(children);
        }

        private EmbeddedObservation observation(SpanRow row) {
            placedIds.add(row.id());
            SpanRow.Generation generation = row.generation();
            return new EmbeddedObservation(
                    row.id(),
                    row.traceId(),
                    row.parentId(),
                    row.name(),
                    row.type(),
                    row.level(),
                    row.statusMessage(),
                    row.start(),
                    row.end(),
                    generation.completionStart(),
                    row.environment(),
                    row.version(),
                    row.release(),
                    row.trace().userId(),
                    row.trace().sessionId(),
                    row.trace().tags(),
                    generation.model(),
                    generation.modelParameters() == null ? null : Attributes.text(generation.modelParameters()),
                    numbers(generation.usage()),
                    numbers(generation.cost()),
                    generation.promptName(),
                    generation.promptVersion(),
                    row.input(),
                    row.output(),
                    Attributes.text(row.metadata()),
                    row.root(),
                    values(row.span().attributes()),
                    values(row.span().resource()),
                    row.span().scope().name(),
                    media.of(row),
                    below(row.id()));
        }
    }

    private static Map<String, Number> numbers(ObjectNode details) {
        Map<String, Number> numbers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : details.properties()) {
            JsonNode number = entry.getValue();
            numbers.put(
                    entry.getKey(),
                    number.isIntegralNumber() ? (Number) number.longValue() : (Number) number.doubleValue());
        }
        return Collections.unmodifiableMap(numbers);
    }

    private static Map<String, Object> values(Map<String, JsonNode> attributes) {
        Map<String, Object> values = new LinkedHashMap<>();
        attributes.forEach((key, value) -> values.put(key, value(value)));
        return Collections.unmodifiableMap(values);
    }

    private static Object value(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.longValue();
        } else if (value.isNumber()) {
            return value.doubleValue();
        } else if (value.isBoolean()) {
            return value.booleanValue();
        } else if (value.isArray()) {
            List<Object> list = new ArrayList<>();
            value.forEach(element -> list.add(value(element)));
            return Collections.unmodifiableList(list);
        } else if (value instanceof ObjectNode object) {
            Map<String, Object> map = new LinkedHashMap<>();
            object.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
            return Collections.unmodifiableMap(map);
        }
        return value.asText();
    }
}
