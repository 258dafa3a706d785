package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentType;
import org.jspecify.annotations.Nullable;

/** What is known of a blob once it was digested. */
public record BlobInfo(ContentDigest digest, ContentType contentType) {
    // By hand, because each upload's description has it, and a record's own methods are spun at run time
    @Override
    public String toString() {
        return "BlobInfo[digest=" + digest + ", contentType=" + contentType + "]";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BlobInfo that && digest.equals(that.digest) && contentType.equals(that.contentType);
    }

    @Override
    public int hashCode() {
        return 31 * digest.hashCode() + contentType.hashCode();
    }
}
