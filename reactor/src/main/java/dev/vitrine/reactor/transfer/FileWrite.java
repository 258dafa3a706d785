package dev.vitrine.reactor.transfer;

import com.google.errorprone.annotations.CheckReturnValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Writes content to a new file beside the target and puts it in the target's place at the end. On error and cancel the
 * new file goes and the target stays as it was. Every touch of the file is in turn on one thread of the bounded elastic
 * scheduler, so that a cancelled write ends before its file is deleted.
 */
public final class FileWrite {
    private static final int BUFFERS_AHEAD = 4;

    private final Path target;
    private final Scheduler lane = Schedulers.single(Schedulers.boundedElastic()); // its tasks are never interrupted
    private @Nullable Path draft;
    private @Nullable FileChannel channel;

    private FileWrite(Path target) {
        this.target = target;
    }

    /** Emits the target when all of {@code content} is in its place. */
    @CheckReturnValue
    public static Mono<Path> atomically(Flux<ByteBuffer> content, Path target) {
        return Mono.usingWhen(
                Mono.fromSupplier(() -> new FileWrite(target)),
                write -> write.run(content),
                FileWrite::finish,
                (write, error) -> write.finish(),
                FileWrite::finish);
    }

    private Mono<Path> run(Flux<ByteBuffer> content) {
        return Mono.fromCallable(this::open)
                .subscribeOn(lane)
                .thenMany(content)
                .publishOn(lane, BUFFERS_AHEAD)
                .doOnNext(this::write)
                .then(Mono.fromCallable(this::publish));
    }

    /** Deletes what was not put in place. */
    private Mono<Void> finish() {
        return Mono.<Void>fromCallable(() -> {
                    close();
                    if (draft != null) {
                        Files.deleteIfExists(draft);
                    }
                    return null;
                })
                .subscribeOn(lane)
                .doFinally(signal -> lane.dispose());
    }

    private boolean open() throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        Path name = target.getFileName();
        if (folder == null || name == null || Files.isDirectory(target)) {
            throw new IOException("file must name a file, but " + target + " is a directory");
        }
        String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
        Path created = folder.resolve("." + name + "." + random + ".part");
        channel = FileChannel.open(created, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        draft = created;
        return true;
    }

    private void write(ByteBuffer piece) {
        FileChannel open = channel;
        if (open == null) {
            throw new IllegalStateException("the file is not open");
        }
        ByteBuffer rest = piece.duplicate();
        try {
            while (rest.hasRemaining()) {
                open.write(rest);
            }
        } catch (IOException e) {
            throw Exceptions.propagate(e);
        }
    }

    private Path publish() throws IOException {
        close();
        Path finished = draft;
        if (finished == null) {
            throw new IllegalStateException("the file was not opened");
        }
        try {
            Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(finished, target, StandardCopyOption.REPLACE_EXISTING);
        }
        draft = null;
        return target;
    }

    private void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
