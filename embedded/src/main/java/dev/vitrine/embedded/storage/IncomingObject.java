package dev.vitrine.embedded.storage;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentDigester;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * A private file that is being written on a lane of its own: one task after the other, the clean-up last. It owns the
 * pieces from their arrival on, because an operator that is cancelled between two threads may lose what it holds.
 */
final class IncomingObject {
    private final Path directory;
    private final Scheduler lane;
    private final ContentDigester digester = ContentDigester.create();
    private final Queue<ByteBuf> pieces = new ConcurrentLinkedQueue<>();
    private volatile boolean released;
    private @Nullable Path file;
    private @Nullable FileChannel channel;

    /** An object that writes nothing yet and that disposes the lane in the end. */
    IncomingObject(Path directory, Scheduler lane) {
        this.directory = directory;
        this.lane = lane;
    }

    Scheduler lane() {
        return lane;
    }

    /** Takes a piece over, on whatever thread. */
    void receive(ByteBuf piece) {
        pieces.add(piece);
        if (released) {
            releasePieces();
        }
    }

    /** Writes and releases the piece that came first. Blocks; on the lane. */
    void writeNext() {
        ByteBuf piece = pieces.poll();
        if (piece == null) {
            return;
        }
        try {
            FileChannel out = open();
            for (ByteBuffer bytes : piece.nioBuffers()) {
                digester.update(bytes);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            piece.release();
        }
    }

    /** Lets go of whatever was not kept, after what is under way on the lane. */
    Mono<Void> release() {
        return Mono.<Void>fromRunnable(() -> {
                    released = true;
                    releasePieces();
                    discard();
                })
                .subscribeOn(lane)
                .doFinally(signal -> lane.dispose());
    }

    private void releasePieces() {
        for (ByteBuf piece = pieces.poll(); piece != null; piece = pieces.poll()) {
            piece.release();
        }
    }

    /** Closes the file; tells what is in it. Blocks; on the lane. */
    ContentDigest finish() {
        try {
            open().close();
            return digester.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the finished file its name. Blocks; on the lane. */
    Path keepAs(String name) {
        try {
            Path target = directory.resolve(name);
            Files.move(path(), target, StandardCopyOption.ATOMIC_MOVE);
            file = null;
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void discard() {
        try {
            FileChannel open = channel;
            if (open != null) {
                open.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private FileChannel open() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Path created = Files.createTempFile(directory, "incoming-", ".part");
            file = created;
            open = FileChannel.open(created, StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }

    private Path path() {
        if (file == null) {
            throw new IllegalStateException("nothing was written");
        }
        return file;
    }
}
