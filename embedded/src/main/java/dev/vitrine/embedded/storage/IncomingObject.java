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
import org.jspecify.annotations.Nullable;

/** A private file that is being written. Blocks; for one thread at a time. */
final class IncomingObject {
    private final Path directory;
    private final ContentDigester digester = ContentDigester.create();
    private @Nullable Path file;
    private @Nullable FileChannel channel;

    IncomingObject(Path directory) {
        this.directory = directory;
    }

    /** Adds and releases a piece. */
    void write(ByteBuf piece) {
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

    /** Closes the file; tells what is in it. */
    ContentDigest finish() {
        try {
            open().close();
            return digester.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the finished file its name. */
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

    /** Removes whatever was not kept. */
    void discard() {
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
