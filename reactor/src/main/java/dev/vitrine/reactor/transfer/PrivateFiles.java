package dev.vitrine.reactor.transfer;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and directories that only their owner can use, where the file system knows owners. Every method blocks. */
final class PrivateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateFiles.class);
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    static Path createFile(Path file) throws IOException {
        return Files.createFile(file, only("rw-------"));
    }

    static Path createTempFile(Path directory, String prefix, String suffix) throws IOException {
        Files.createDirectories(directory);
        return Files.createTempFile(directory, prefix, suffix, only("rw-------"));
    }

    static Path createTempDirectory(Path directory, String prefix) throws IOException {
        Files.createDirectories(directory);
        return Files.createTempDirectory(directory, prefix, only("rwx------"));
    }

    static Path createDirectories(Path directory) throws IOException {
        return Files.createDirectories(directory, only("rwx------"));
    }

    private static FileAttribute<?>[] only(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    static List<Path> list(Path directory, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory, glob)) {
            stream.forEach(found::add);
        }
        return found;
    }

    /** Whether it is gone. */
    static boolean delete(Path file) {
        try {
            Files.deleteIfExists(file);
            return true;
        } catch (IOException e) {
            LOG.warn("The spool file {} cannot be deleted: {}", file, e.toString());
            return false;
        }
    }

    /** A directory with the files in it. */
    static void deleteWithFiles(Path directory) {
        try {
            if (Files.isDirectory(directory)) {
                list(directory, "*").forEach(PrivateFiles::delete);
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            LOG.warn("The spool directory {} cannot be deleted: {}", directory, e.toString());
        }
    }
}
