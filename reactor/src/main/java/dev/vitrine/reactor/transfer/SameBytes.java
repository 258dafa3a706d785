package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentChangedException;
import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentDigester;
import java.nio.ByteBuffer;
import reactor.core.publisher.Flux;

/** Counts and hashes content once more as it passes, and ends it with an error if it is not what was digested. */
final class SameBytes {
    private SameBytes() {}

    static Flux<ByteBuffer> check(Flux<ByteBuffer> content, ContentDigest expected, String description) {
        return Flux.defer(() -> {
            ContentDigester digester = ContentDigester.create();
            return content.doOnNext(piece -> {
                        if (digester.update(piece).length() > expected.length()) {
                            throw changed(description, "has more than " + expected.length() + " bytes now");
                        }
                    })
                    .concatWith(Flux.defer(() -> {
                        long length = digester.length();
                        if (digester.digest().equals(expected)) {
                            return Flux.empty();
                        }
                        return Flux.error(changed(
                                description,
                                length == expected.length()
                                        ? "has other bytes now"
                                        : "has " + length + " instead of " + expected.length() + " bytes now"));
                    }));
        });
    }

    static ContentChangedException changed(String description, String how) {
        return new ContentChangedException(description + " changed between being digested and being sent: it " + how
                + "; keep it unchanged until the upload ends, and upload again");
    }
}
