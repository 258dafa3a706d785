package dev.vitrine.reactor.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The spool files that exist. Every method blocks. */
final class SpoolFiles {
    private final Path directory;
    private final Set<Path> files = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SpoolFiles(Path directory) {
        this.directory = directory;
    }

    /** An empty file that only its owner can read and write, where the file system knows owners. */
    Path create() throws IOException {
        Path file = PrivateFiles.createTempFile(directory, "vitrine-", ".spool");
        files.add(file);
        if (closed) {
            delete(file);
            throw new PipelineClosedException();
        }
        return file;
    }

    void delete(Path file) {
        if (PrivateFiles.delete(file)) {
            files.remove(file);
        }
    }

    void close() {
        closed = true;
        files.forEach(this::delete);
    }
}
