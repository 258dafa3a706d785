package dev.vitrine.reactor.media;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentDigester;
import dev.vitrine.media.MediaId;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;

/** Compares fetched content with the media's id and length as it passes. For one pass. */
final class ContentCheck {
    private final MediaId id;
    private final long expectedLength;
    private final ContentDigester digester = ContentDigester.create();

    private ContentCheck(MediaId id, long expectedLength) {
        this.id = id;
        this.expectedLength = expectedLength;
    }

    /** @param expectedLength in bytes, negative where it is not known */
    static Flux<ByteBuffer> verified(Flux<ByteBuffer> content, MediaId id, long expectedLength) {
        return Flux.defer(() -> {
            ContentCheck check = new ContentCheck(id, expectedLength);
            return content.doOnNext(check::add).doOnComplete(check::finish);
        });
    }

    private void add(ByteBuffer piece) {
        digester.update(piece);
        if (expectedLength >= 0 && digester.length() > expectedLength) {
            throw new ContentMismatchException("The store sent more than the " + expectedLength + " bytes that media "
                    + id + " have; upload them again");
        }
    }

    private void finish() {
        ContentDigest digest = digester.digest();
        if (expectedLength >= 0 && digest.length() != expectedLength) {
            throw new ContentMismatchException("The store sent " + digest.length() + " bytes of media " + id
                    + " instead of " + expectedLength + "; fetch them again");
        }
        if (!id.matches(digest)) {
            throw new ContentMismatchException("The " + digest.length() + " bytes that the store sent for media " + id
                    + " hash to " + MediaId.of(digest) + "; they are not the bytes that were uploaded");
        }
    }
}
