package dev.vitrine.embedded.media;

import dev.vitrine.embedded.json.JsonOut;
import java.util.List;

/** The {@code mediaReferences} of an item as they are at the moment: what is not uploaded (any more) is left out. */
public final class MediaReferenceView {
    private final MediaUrls urls;

    public MediaReferenceView(MediaUrls urls) {
        this.urls = urls;
    }

    /** Writes the array. */
    public void write(MediaTable table, List<FoundReference> references, JsonOut out) {
        char before = '[';
        for (FoundReference reference : references) {
            MediaRow row = table.find(reference.mediaId());
            if (row != null && row.uploaded()) {
                out.ascii(before).raw("{\"field\":").string(reference.field());
                out.raw(",\"referenceString\":").string(reference.referenceString());
                out.raw(",\"jsonPath\":").string(reference.jsonPath());
                out.raw(",\"media\":{\"mediaId\":").string(row.mediaId());
                out.raw(",\"contentType\":").string(row.contentType());
                out.raw(",\"contentLength\":" + row.contentLength());
                out.raw(",\"url\":").string(urls.download(row));
                out.raw(",\"urlExpiry\":").string(urls.downloadExpiry()).raw("}}");
                before = ',';
            }
        }
        out.raw(before == '[' ? "[]" : "]");
    }
}
