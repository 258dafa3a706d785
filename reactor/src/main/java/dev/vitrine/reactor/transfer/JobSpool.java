package dev.vitrine.reactor.transfer;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.vitrine.content.ContentDigest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Where blobs wait on disk: made when the first one comes. */
@CheckReturnValue
final class JobSpool {
    private static final int PREFETCH = 4;
    private static final int SCOPE_LENGTH = 22;
    private final BackgroundSettings settings;
    private final Scheduler blocking;
    private final AtomicReference<SpoolDirectory> made = new AtomicReference<>();
    private final Mono<SpoolDirectory> directory;
    private volatile boolean closed;

    JobSpool(BackgroundSettings settings) {
        this.settings = settings;
        this.blocking = settings.blocking().get();
        this.directory = Mono.fromCallable(this::make).subscribeOn(blocking).cacheInvalidateIf(dir -> false);
    }

    boolean isPersistent() {
        return settings.persistent() != null;
    }

    private @Nullable Path parent() {
        Path persistent = settings.persistent();
        if (persistent == null) {
            return null;
        }
        String scope = ContentDigest.ofContent(ByteBuffer.wrap(settings.scope().getBytes(StandardCharsets.UTF_8)))
                .sha256Base64Url(SCOPE_LENGTH);
        return persistent.resolve("s-" + scope);
    }

    private SpoolDirectory make() throws IOException {
        Path parent = parent();
        SpoolDirectory fresh =
                parent == null ? SpoolDirectory.temporary(settings.temporary()) : SpoolDirectory.persistent(parent);
        made.set(fresh);
        if (closed) {
            closeMade();
            throw new PipelineClosedException();
        }
        return fresh;
    }

    /** Writes the blob, and then what it is for. */
    Mono<SpoolDirectory.Entry> write(PreparedBlob blob, SpoolRecord record) {
        return directory.flatMap(dir -> Mono.fromCallable(dir::draft)
                .subscribeOn(blocking)
                .flatMap(draft -> bytes(blob, record, draft)
                        .then(Mono.fromCallable(() -> dir.complete(draft, record)))
                        .onErrorResume(failure -> Mono.fromRunnable(draft::discard)
                                .subscribeOn(blocking)
                                .then(Mono.error(failure)))
                        .doOnCancel(() -> blocking.schedule(draft::discard))));
    }

    private Mono<Void> bytes(PreparedBlob blob, SpoolRecord record, SpoolDirectory.Draft draft) {
        Flux<ByteBuffer> content = record.file() == null ? Flux.from(blob.body()) : Flux.empty();
        return content.publishOn(blocking, PREFETCH)
                .doOnNext(piece -> {
                    byte[] bytes = new byte[piece.remaining()];
                    piece.duplicate().get(bytes);
                    try {
                        draft.out().write(bytes);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .then();
    }

    /** An entry as a blob, which deletes the entry when it is released. */
    PreparedBlob blob(SpoolDirectory.Entry entry) {
        BlobInfo info = entry.record().info();
        String description = entry.record().file() == null ? "spooled content" : "file " + entry.content();
        return new DefaultPreparedBlob(
                info,
                description,
                StreamPieces.read(() -> ContentFiles.open(entry.content(), Long.MAX_VALUE), description, blocking),
                Mono.<Void>fromRunnable(entry::delete).subscribeOn(blocking));
    }

    /** What earlier processes have left; each is the subscriber's to {@link #release}. */
    Flux<SpoolDirectory> abandoned() {
        Path parent = parent();
        return parent == null
                ? Flux.empty()
                : Mono.fromCallable(() -> SpoolDirectory.abandoned(parent))
                        .flatMapIterable(found -> found)
                        .subscribeOn(blocking);
    }

    /** Read by demand, off the threads that ask for more. */
    Flux<SpoolDirectory.Entry> entries(SpoolDirectory dir) {
        return Flux.using(dir::entries, Flux::fromStream, BaseStream::close).subscribeOn(blocking);
    }

    Mono<Long> bytes(SpoolDirectory dir) {
        return Mono.fromCallable(dir::bytes).subscribeOn(blocking);
    }

    Mono<Void> release(SpoolDirectory dir) {
        return Mono.<Void>fromRunnable(dir::close).subscribeOn(blocking);
    }

    Mono<Void> close() {
        return Mono.<Void>fromRunnable(() -> {
                    closed = true;
                    closeMade();
                })
                .subscribeOn(blocking);
    }

    private void closeMade() {
        SpoolDirectory dir = made.getAndSet(null);
        if (dir != null) {
            dir.close();
        }
    }
}
