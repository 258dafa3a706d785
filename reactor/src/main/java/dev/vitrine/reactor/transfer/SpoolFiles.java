package dev.vitrine.reactor.transfer;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The spool files that exist. Every method blocks. */
final class SpoolFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolFiles.class);
    private final Path directory;
    private final Set<Path> files = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SpoolFiles(Path directory) {
        this.directory = directory;
    }

    /** An empty file that only its owner can read and write, where the file system knows owners. */
    Path create() throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] privately = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createDirectories(directory);
        Path file = Files.createTempFile(directory, "vitrine-", ".spool", privately);
        files.add(file);
        if (closed) {
            delete(file);
            throw new PipelineClosedException();
        }
        return file;
    }

    void delete(Path file) {
        try {
            Files.deleteIfExists(file);
            files.remove(file);
        } catch (IOException e) {
            LOG.warn("The spool file {} cannot be deleted: {}", file, e.toString());
        }
    }

    void close() {
        closed = true;
        files.forEach(this::delete);
    }
}
