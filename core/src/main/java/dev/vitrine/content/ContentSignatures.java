package dev.vitrine.content;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Types by their magic bytes. */
final class ContentSignatures {
    private ContentSignatures() {}

    static Optional<ContentType> detect(ByteBuffer head) {
        throw new UnsupportedOperationException("soon");
    }

    static ContentType detect(ByteBuffer head, @Nullable String fileName) {
        throw new UnsupportedOperationException("soon");
    }
}
