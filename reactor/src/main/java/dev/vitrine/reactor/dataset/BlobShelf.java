package dev.vitrine.reactor.dataset;

import dev.vitrine.reactor.transfer.PreparedBlob;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The prepared blobs of one operation, released together. A blob that comes too late is released at once. */
final class BlobShelf {
    private final List<PreparedBlob> blobs = new ArrayList<>();
    private boolean closed;

    /** The blob that {@code preparation} makes. However it is cancelled, the blob is either on the shelf or released. */
    Mono<PreparedBlob> keep(Mono<PreparedBlob> preparation) {
        return Mono.usingWhen(
                preparation,
                blob -> Mono.fromSupplier(() -> {
                    put(blob);
                    return blob;
                }),
                blob -> holds(blob) ? Mono.empty() : blob.release());
    }

    /** Releases all; a failure to release one does not keep the others. */
    Mono<Void> release() {
        return Mono.defer(() -> Flux.fromIterable(close())
                .concatMapDelayError(PreparedBlob::release, 1)
                .then());
    }

    private synchronized void put(PreparedBlob blob) {
        if (!closed) {
            blobs.add(blob);
        }
    }

    private synchronized boolean holds(PreparedBlob blob) {
        return blobs.contains(blob);
    }

    private synchronized List<PreparedBlob> close() {
        closed = true;
        return List.copyOf(blobs);
    }
}
