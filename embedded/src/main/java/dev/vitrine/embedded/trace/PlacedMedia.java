package dev.vitrine.embedded.trace;

import dev.vitrine.embedded.media.EmbeddedReference;
import dev.vitrine.embedded.media.MediaLink;
import dev.vitrine.embedded.media.MediaTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Brings together the media that were announced for the places of a trace and those that its data refer to. */
final class PlacedMedia {
    private final MediaTable table;
    private final List<MediaLink> links;

    PlacedMedia(MediaTable table, List<MediaLink> links) {
        this.table = table;
        this.links = links;
    }

    /** Those of the trace itself. What only its root refers to is the root's. */
    List<EmbeddedTraceMedia> ofTrace(TraceRow trace) {
        return collect(trace.id(), null, Map.of());
    }

    List<EmbeddedTraceMedia> of(SpanRow row) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("input", row.input() == null ? "" : row.input());
        texts.put("output", row.output() == null ? "" : row.output());
        texts.put("metadata", Attributes.text(row.metadata()));
        return collect(row.traceId(), row.id(), texts);
    }

    private record Place(String mediaId, String field) {}

    private List<EmbeddedTraceMedia> collect(
            String traceId, @Nullable String observationId, Map<String, String> texts) {
        Map<Place, EmbeddedTraceMedia> found = new LinkedHashMap<>();
        texts.forEach((field, text) -> {
            for (EmbeddedReference reference : EmbeddedReference.findAll(text)) {
                Place place = new Place(reference.mediaId(), field);
                found.putIfAbsent(
                        place, media(place, traceId, observationId, reference.text(), linked(place, observationId)));
            }
        });
        for (MediaLink link : links) {
            if (Objects.equals(link.observationId(), observationId)) {
                Place place = new Place(link.mediaId(), link.field());
                found.computeIfAbsent(place, any -> media(place, traceId, observationId, null, true));
            }
        }
        return List.copyOf(new ArrayList<>(found.values()));
    }

    private boolean linked(Place place, @Nullable String observationId) {
        return links.stream()
                .anyMatch(link -> Objects.equals(link.observationId(), observationId)
                        && link.mediaId().equals(place.mediaId())
                        && link.field().equals(place.field()));
    }

    private EmbeddedTraceMedia media(
            Place place, String traceId, @Nullable String observationId, @Nullable String reference, boolean linked) {
        MediaTable.Known known = table.known(place.mediaId());
        return new EmbeddedTraceMedia(
                place.mediaId(),
                traceId,
                observationId,
                place.field(),
                reference,
                linked,
                known != null && known.uploaded(),
                known == null ? null : known.contentType(),
                known == null ? 0 : known.contentLength());
    }
}
