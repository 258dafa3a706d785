package dev.vitrine.embedded.storage;

import dev.vitrine.content.ContentDigest;
import java.nio.file.Path;
import java.time.Instant;

/** An object whose bytes are complete and verified. */
record StoredObject(Path file, String contentType, ContentDigest digest, Instant lastModified) {
    long length() {
        return digest.length();
    }

    String etag() {
        return '"' + digest.sha256Hex().substring(0, 32) + '"';
    }
}
