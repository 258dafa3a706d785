package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Under which content type the platform has a digest, as far as this pipeline saw it. The oldest are forgotten. */
final class StoredTypes {
    private final Map<ContentDigest, Stored> entries;
    private long now;

    StoredTypes(int max) {
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ContentDigest, Stored> eldest) {
                return size() > max;
            }
        };
    }

    /** A point in time to compare transfers with. */
    synchronized long now() {
        return now;
    }

    synchronized @Nullable ContentType typeOf(ContentDigest digest) {
        Stored entry = entries.get(digest);
        return entry == null ? null : entry.type;
    }

    /** The platform said that it has the digest under this type. */
    synchronized void seen(BlobInfo blob) {
        entries.merge(
                blob.digest(),
                new Stored(blob.contentType(), 0),
                (old, fresh) -> old.type.equals(fresh.type) ? old : fresh);
    }

    /** This pipeline has transferred and confirmed the digest under this type. */
    synchronized void transferred(BlobInfo blob) {
        entries.put(blob.digest(), new Stored(blob.contentType(), ++now));
    }

    synchronized boolean transferredSince(long time, BlobInfo blob) {
        Stored entry = entries.get(blob.digest());
        return entry != null && entry.type.equals(blob.contentType()) && entry.transferred > time;
    }

    private record Stored(ContentType type, long transferred) {}
}
