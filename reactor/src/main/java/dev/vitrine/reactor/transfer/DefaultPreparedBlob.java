package dev.vitrine.reactor.transfer;

import java.nio.ByteBuffer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** @param content the bytes as they are now, anew for each subscription */
record DefaultPreparedBlob(BlobInfo info, String description, Flux<ByteBuffer> content, Mono<Void> release)
        implements PreparedBlob {
    @Override
    public Publisher<ByteBuffer> body() {
        return SameBytes.check(content, info.digest(), description);
    }

    @Override
    public String toString() {
        return "PreparedBlob[" + description + ", " + info + "]";
    }
}
