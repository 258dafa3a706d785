package dev.vitrine.embedded.dataset;

import dev.vitrine.embedded.json.Iso;
import dev.vitrine.embedded.json.JsonOut;
import dev.vitrine.embedded.media.MediaReferenceView;
import dev.vitrine.embedded.media.MediaTable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Items as they are answered: the stored values are taken as they are, the references are resolved freshly. */
final class ItemView {
    private static final byte[] EXPECTED_OUTPUT = ascii(",\"expectedOutput\":");
    private static final byte[] METADATA = ascii(",\"metadata\":");

    private final MediaReferenceView references;

    ItemView(MediaReferenceView references) {
        this.references = references;
    }

    /** Adds the parts of the item's JSON. */
    void write(MediaTable media, ItemVersion item, List<byte[]> parts) {
        JsonOut head = new JsonOut(192);
        head.raw("{\"id\":").string(item.id);
        head.raw(",\"status\":").string(item.archived ? "ARCHIVED" : "ACTIVE").raw(",\"input\":");
        parts.add(head.toByteArray());
        parts.add(item.input.json());
        parts.add(EXPECTED_OUTPUT);
        parts.add(item.expectedOutput.json());
        parts.add(METADATA);
        parts.add(item.metadata.json());
        JsonOut tail = new JsonOut(256);
        tail.raw(",\"sourceTraceId\":").string(item.sourceTraceId);
        tail.raw(",\"sourceObservationId\":").string(item.sourceObservationId);
        tail.raw(",\"datasetId\":").string(item.datasetId);
        tail.raw(",\"createdAt\":").string(Iso.text(item.validFrom));
        tail.raw(",\"updatedAt\":").string(Iso.text(item.updatedAt()));
        tail.raw(",\"datasetName\":").string(item.datasetName);
        tail.raw(",\"mediaReferences\":");
        references.write(media, item.references(), tail);
        parts.add(tail.ascii('}').toByteArray());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
