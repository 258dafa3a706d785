package dev.vitrine.reactor.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Says to which process a spool directory belongs; the operating system takes it back when the process ends. */
final class SpoolLock {
    static final String NAME = "lock";
    // of this process: closing any channel of a file would give up its locks, so those held are not opened again
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();
    private final Path key;
    private final FileChannel channel;

    private SpoolLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * The lock of a directory; null if it belongs to somebody, or is about to go.
     *
     * @param key the directory by the name that it will have
     */
    static @Nullable SpoolLock tryLock(Path directory, Path key) throws IOException {
        if (!HELD.add(key)) {
            return null;
        }
        FileChannel channel = null;
        boolean locked = false;
        try {
            Path file = directory.resolve(NAME);
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            locked = lock != null && Files.exists(file); // else deleted while it was opened
            return locked ? new SpoolLock(key, channel) : null;
        } catch (OverlappingFileLockException e) {
            return null;
        } finally {
            if (!locked) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(key);
            }
        }
    }

    void release() {
        try {
            channel.close();
        } catch (IOException e) {
            // it ends with the process, then
        } finally {
            HELD.remove(key);
        }
    }
}
