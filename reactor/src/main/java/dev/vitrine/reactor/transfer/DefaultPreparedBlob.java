package dev.vitrine.reactor.transfer;

import dev.vitrine.reactor.http.SteadyFile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** @param content the bytes as they are now, anew for each subscription */
record DefaultPreparedBlob(
        BlobInfo info,
        String description,
        Flux<ByteBuffer> content,
        @Nullable SteadyFile file,
        Mono<Void> release) implements PreparedBlob {
    DefaultPreparedBlob(BlobInfo info, String description, Flux<ByteBuffer> content, Mono<Void> release) {
        this(info, description, content, null, release);
    }

    @Override
    public Publisher<ByteBuffer> body() {
        return SameBytes.check(content, info.digest(), description);
    }

    /** No two are the same: each has content of its own. */
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
