package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentType;

/** What is known of a blob once it was digested. */
public record BlobInfo(ContentDigest digest, ContentType contentType) {
    /** By hand, because each upload's description has it, and a record's own is put together by reflection. */
    @Override
    public String toString() {
        return "BlobInfo[digest=" + digest + ", contentType=" + contentType + "]";
    }
}
