package dev.vitrine.reactor.transfer;

import dev.vitrine.VitrineException;
import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.reactor.http.SteadyFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The first pass over each kind of source. */
final class Preparation {
    /** Up to this many bytes are hashed on the thread at hand: some 150 µs. */
    static final int INLINE = 256 * 1024;
    // buffers of a caller's publisher that wait to be hashed; their size is the caller's choice
    private static final int PREFETCH = 4;
    private final TransferSettings settings;
    private final SpoolFiles files;
    private final Scheduler blocking;

    Preparation(TransferSettings settings, SpoolFiles files) {
        this.settings = settings;
        this.files = files;
        this.blocking = settings.blocking();
    }

    Mono<PreparedBlob> prepare(ContentSource source, @Nullable ContentType declared, @Nullable String name) {
        String description = source.description();
        Mono<PreparedBlob> prepared;
        if (source instanceof ContentSource.Bytes bytes) {
            prepared = isInline(source)
                    ? inline(bytes, description, declared, name)
                    : measured(inMemory(bytes.buffer(), blocking), description, declared, name);
        } else if (source instanceof ContentSource.LocalFile file) {
            String fileName = name != null || file.path().getFileName() == null
                    ? name
                    : file.path().getFileName().toString();
            prepared = file(file.path(), description, declared, fileName);
        } else if (source instanceof ContentSource.Streamed stream) {
            prepared = measured(
                    StreamPieces.passing(stream.opener(), description, blocking),
                    StreamPieces.read(stream.opener(), description, blocking),
                    description,
                    declared,
                    name);
        } else if (source instanceof ContentSource.Replayed replayed) {
            Flux<ByteBuffer> content =
                    Flux.defer(() -> offLoop(replayed.factory().get()));
            prepared = measured(content, description, declared, name);
        } else {
            ContentSource.OneShot once = (ContentSource.OneShot) source;
            prepared = spooled(offLoop(once.publisher()), description, declared, name);
        }
        return prepared.onErrorMap(
                failure -> failure instanceof Exception && !(failure instanceof VitrineException),
                failure -> failure instanceof IOException && source instanceof ContentSource.LocalFile
                        ? new ContentException(
                                "the " + description + " cannot be read: " + failure.getMessage(), failure)
                        : new UploadException(
                                "the " + description + " failed while its bytes were read for the first time: "
                                        + failure,
                                UploadException.Stage.DIGEST,
                                1,
                                0,
                                failure));
    }

    /** Whether the bytes are hashed as the preparation is subscribed to. */
    static boolean isInline(ContentSource source) {
        return source instanceof ContentSource.Bytes bytes && bytes.buffer().remaining() <= INLINE;
    }

    private Mono<PreparedBlob> inline(
            ContentSource.Bytes bytes, String description, @Nullable ContentType declared, @Nullable String name) {
        return Mono.fromCallable(() -> {
            Measure measure = new Measure(description, settings.maxContentBytes());
            measure.add(bytes);
            return new InlineBlob(measure.info(declared, name), description, bytes);
        });
    }

    private Mono<PreparedBlob> measured(
            Flux<ByteBuffer> content, String description, @Nullable ContentType declared, @Nullable String name) {
        return measured(content, content, description, declared, name);
    }

    private Mono<PreparedBlob> measured(
            Flux<ByteBuffer> first,
            Flux<ByteBuffer> content,
            String description,
            @Nullable ContentType declared,
            @Nullable String name) {
        return Mono.defer(() -> {
            Measure measure = new Measure(description, settings.maxContentBytes());
            return first.doOnNext(measure::add)
                    .then(Mono.fromCallable(() -> measure.info(declared, name)))
                    .map(info -> new DefaultPreparedBlob(info, description, content, Mono.empty()));
        });
    }

    private Mono<PreparedBlob> file(
            Path path, String description, @Nullable ContentType declared, @Nullable String name) {
        return Mono.defer(() -> {
            Measure measure = new Measure(description, settings.maxContentBytes());
            AtomicReference<@Nullable FileStamp> before = new AtomicReference<>();
            return StreamPieces.passing(
                            () -> {
                                before.set(FileStamp.of(path));
                                return ContentFiles.open(path, settings.maxContentBytes());
                            },
                            description,
                            blocking)
                    .doOnNext(measure::add)
                    .then(Mono.fromCallable(() -> new DefaultPreparedBlob(
                            measure.info(declared, name),
                            description,
                            pieces(path, description),
                            resting(path, description, before.get()),
                            Mono.empty())));
        });
    }

    /** @param stamp before it was read; null where there is none */
    private @Nullable SteadyFile resting(Path path, String description, @Nullable FileStamp stamp) {
        return stamp != null && stamp.settledBefore(settings.clock().instant()) && stamp.equals(FileStamp.of(path))
                ? new RestingFile(path, description, stamp, blocking)
                : null;
    }

    private Mono<PreparedBlob> spooled(
            Flux<ByteBuffer> content, String description, @Nullable ContentType declared, @Nullable String name) {
        return Mono.defer(() -> {
            Spool spool = new Spool(files, settings.spoolMemoryBytes());
            Measure measure = new Measure(description, settings.maxContentBytes());
            AtomicBoolean given = new AtomicBoolean(); // from then on the file is the subscriber's to release
            return content.<ByteBuffer>handle((piece, sink) -> {
                        try {
                            measure.add(piece);
                            spool.write(piece);
                        } catch (IOException e) {
                            sink.error(new UploadException(
                                    "the " + description + " cannot be spooled to " + settings.spoolDirectory() + ": "
                                            + e.getMessage() + "; give a spoolDirectory with enough space",
                                    UploadException.Stage.DIGEST,
                                    1,
                                    0,
                                    e));
                        }
                    })
                    .then(Mono.fromCallable(() -> measure.info(declared, name)))
                    .flatMap(info -> Mono.fromCallable(() -> blob(info, description, spool.finish())))
                    .onErrorResume(failure -> Mono.fromRunnable(spool::discard)
                            .subscribeOn(blocking)
                            .then(Mono.error(failure)))
                    .doOnNext(blob -> given.set(true))
                    .doFinally(signal -> {
                        if (signal == SignalType.CANCEL && !given.get()) {
                            offLoop(spool::discard);
                        }
                    });
        });
    }

    private PreparedBlob blob(BlobInfo info, String description, Spool.Content kept) {
        Path file = kept.file();
        if (file == null) {
            return new DefaultPreparedBlob(info, description, inMemory(kept.memory(), blocking), Mono.empty());
        }
        Mono<Void> release = Mono.<Void>fromRunnable(() -> files.delete(file)).subscribeOn(blocking);
        String spoolFile = "spool file of the " + description;
        FileStamp stamp = FileStamp.of(file); // written by nobody else
        return new DefaultPreparedBlob(
                info,
                description,
                pieces(file, spoolFile),
                stamp == null ? null : new RestingFile(file, spoolFile, stamp, blocking),
                release);
    }

    private Flux<ByteBuffer> pieces(Path path, String description) {
        return StreamPieces.read(() -> ContentFiles.open(path, settings.maxContentBytes()), description, blocking);
    }

    /** Views of the bytes, none of them copied; many bytes are not hashed on the caller's thread. */
    static Flux<ByteBuffer> inMemory(ByteBuffer content, Scheduler blocking) {
        if (content.remaining() <= INLINE) {
            return content.hasRemaining() ? Flux.defer(() -> Flux.just(content.duplicate())) : Flux.empty();
        }
        return Flux.generate(content::duplicate, (ByteBuffer rest, SynchronousSink<ByteBuffer> sink) -> {
                    if (!rest.hasRemaining()) {
                        sink.complete();
                        return rest;
                    }
                    ByteBuffer piece = rest.slice();
                    piece.limit(Math.min(INLINE, piece.remaining()));
                    rest.position(rest.position() + piece.remaining());
                    sink.next(piece);
                    return rest;
                })
                .subscribeOn(blocking);
    }

    private Flux<ByteBuffer> offLoop(Publisher<ByteBuffer> content) {
        return Flux.from(content).publishOn(blocking, PREFETCH);
    }

    private void offLoop(Runnable task) {
        if (Schedulers.isInNonBlockingThread()) {
            blocking.schedule(task);
        } else {
            task.run();
        }
    }
}
