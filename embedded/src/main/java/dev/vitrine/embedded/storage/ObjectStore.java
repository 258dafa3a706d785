package dev.vitrine.embedded.storage;

import dev.vitrine.content.ContentDigest;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Objects by key, their bytes in private files of one directory. Only verified objects become visible; everything that
 * touches a file runs on the file threads.
 */
public final class ObjectStore {
    private static final int PREFETCH = 16;

    private final Path directory;
    private final Clock clock;
    private final Scheduler files;
    private final Map<String, StoredObject> objects = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();

    public ObjectStore(Path directory, Clock clock, Scheduler files) {
        this.directory = directory;
        this.clock = clock;
        this.files = files;
    }

    /** How many objects there are. */
    public int count() {
        return objects.size();
    }

    /** How many bytes the objects have together. */
    public long bytes() {
        return objects.values().stream().mapToLong(StoredObject::length).sum();
    }

    /** Takes an object away, as if the bucket had lost it. */
    public Mono<Boolean> remove(String key) {
        return Mono.fromCallable(() -> {
                    StoredObject removed = objects.remove(key);
                    return removed != null && Files.deleteIfExists(removed.file());
                })
                .subscribeOn(files);
    }

    @Nullable
    StoredObject find(String key) {
        return objects.get(key);
    }

    FileBody body(StoredObject object, long from, long length) {
        return new FileBody(object.file(), from, length, files);
    }

    /**
     * Writes a body to disk and makes it visible under its key if it is what was announced. Reads by demand, keeps at
     * most a few network buffers, and leaves nothing behind when it fails or is cancelled.
     */
    Mono<StoredObject> put(String key, String contentType, long length, String sha256Base64, Flux<ByteBuf> body) {
        return Mono.usingWhen(
                Mono.fromSupplier(() -> new IncomingObject(directory, Schedulers.single(files))),
                incoming -> body.doOnNext(incoming::receive)
                        .publishOn(incoming.lane(), PREFETCH)
                        .doOnNext(piece -> incoming.writeNext())
                        .then(Mono.fromSupplier(() -> accept(incoming, key, contentType, length, sha256Base64))),
                IncomingObject::release);
    }

    private StoredObject accept(
            IncomingObject incoming, String key, String contentType, long length, String sha256Base64) {
        ContentDigest digest = incoming.finish();
        if (digest.length() != length) {
            throw StorageFailure.of(
                    400,
                    "IncompleteBody",
                    "You did not provide the number of bytes specified by the" + " Content-Length HTTP header.");
        }
        if (!digest.sha256Base64().equals(sha256Base64)) {
            throw StorageFailure.of(
                    400, "BadDigest", "The SHA256 you specified did not match the calculated checksum.");
        }
        StoredObject before = objects.get(key);
        // the same bytes again: readers of the first file are not disturbed
        Path file = before != null && before.digest().equals(digest)
                ? before.file()
                : incoming.keepAs("object-" + names.incrementAndGet());
        StoredObject stored = new StoredObject(file, contentType, digest, clock.instant());
        StoredObject replaced = objects.put(key, stored);
        if (replaced != null && !replaced.file().equals(file)) {
            delete(replaced.file());
        }
        return stored;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
