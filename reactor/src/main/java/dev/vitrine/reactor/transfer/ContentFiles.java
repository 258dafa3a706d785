package dev.vitrine.reactor.transfer;

import dev.vitrine.content.ContentException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Opens files that are to be uploaded. Says what is wrong with one, and what to do. Blocks. */
final class ContentFiles {
    private ContentFiles() {}

    static InputStream open(Path file, long maxBytes) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw new ContentException("file " + file + " is a directory; give each of its files by itself");
            }
            if (!attributes.isRegularFile()) {
                throw new ContentException("file " + file
                        + " is not a regular file; give a device or pipe as an input stream or publisher");
            }
            if (attributes.size() > maxBytes) {
                throw Measure.tooLong("file " + file, maxBytes);
            }
            // of the default file system: a plain stream, which an interrupt does not close
            return file.getFileSystem() == FileSystems.getDefault()
                    ? new FileInputStream(file.toFile())
                    : Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new ContentException(
                    "file " + file + " does not exist (absolute: " + file.toAbsolutePath() + "); check the path", e);
        } catch (AccessDeniedException e) {
            throw unreadable(file, e);
        } catch (IOException e) {
            if (Files.exists(file) && !Files.isReadable(file)) {
                throw unreadable(file, e);
            }
            throw new ContentException("file " + file + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private static ContentException unreadable(Path file, IOException cause) {
        return new ContentException(
                "file " + file + " cannot be read by this process's user; check its permissions", cause);
    }
}
