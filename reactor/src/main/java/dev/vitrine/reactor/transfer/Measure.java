package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentDigester;
import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What the first pass over some content finds out: digest, length and type. For one pass. */
final class Measure {
    private static final int HEAD = 64;
    private final ContentDigester digester = ContentDigester.create();
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    private final String description;
    private final long maxBytes;

    Measure(String description, long maxBytes) {
        this.description = description;
        this.maxBytes = maxBytes;
    }

    /** All of the content, on the thread at hand. */
    void add(ContentSource.Bytes content) {
        look(content.buffer());
        digester.update(content);
    }

    void add(ByteBuffer piece) {
        look(piece);
        digester.update(piece);
    }

    private void look(ByteBuffer piece) {
        if (piece.remaining() > maxBytes - digester.length()) {
            throw tooLong(description, maxBytes);
        }
        if (head.hasRemaining() && piece.hasRemaining()) {
            ByteBuffer start = piece.duplicate();
            start.limit(start.position() + Math.min(start.remaining(), head.remaining()));
            head.put(start);
        }
    }

    BlobInfo info(@Nullable ContentType declared, @Nullable String name) {
        if (digester.length() == 0) {
            throw new ContentException(description + " is empty; platforms store no content without bytes");
        }
        ContentType type = declared != null ? declared : ContentType.detect(head.flip(), name);
        return new BlobInfo(digester.digest(), type);
    }

    static ContentException tooLong(String description, long maxBytes) {
        return new ContentException(description + " is longer than the " + maxBytes
                + " bytes that this client accepts; send less, or raise maxContentBytes");
    }
}
