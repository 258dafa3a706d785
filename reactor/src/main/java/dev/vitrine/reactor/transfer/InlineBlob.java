package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentDigester;
import dev.vitrine.content.ContentSource;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** A few bytes in memory, small enough to be hashed by whoever reads them. */
record InlineBlob(BlobInfo info, String description, ContentSource.Bytes content) implements PreparedBlob {
    /** All bytes at once, looked at once more before. */
    @Override
    public Publisher<ByteBuffer> body() {
        return Mono.fromCallable(() -> {
            if (!ContentDigester.create().update(content).digest().equals(info.digest())) {
                throw SameBytes.changed(description, "has other bytes now");
            }
            return content.buffer();
        });
    }

    @Override
    public Mono<Void> release() {
        return Mono.empty();
    }

    /** No two are the same, as with other blobs. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return "PreparedBlob[" + description + ", " + info + "]";
    }
}
