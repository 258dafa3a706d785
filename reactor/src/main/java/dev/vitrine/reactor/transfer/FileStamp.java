package dev.vitrine.reactor.transfer;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * By what a file system shows that a file was written to: length, both times of change, and which file it is.
 *
 * @param changed when anything about it last changed, which unlike {@code written} nobody can set; null where it is not kept
 */
record FileStamp(
        long length,
        FileTime written,
        @Nullable FileTime changed,
        @Nullable Object key) {
    /** The coarsest clock of a file system in use, FAT's. */
    private static final Duration TICK = Duration.ofSeconds(2);

    /** Null for a file of another than the default file system, or one whose attributes cannot be read. Blocks. */
    static @Nullable FileStamp of(Path file) {
        if (file.getFileSystem() != FileSystems.getDefault()) {
            return null;
        }
        try {
            BasicFileAttributes basic = Files.readAttributes(file, BasicFileAttributes.class);
            FileTime changed =
                    file.getFileSystem().supportedFileAttributeViews().contains("unix")
                            ? (FileTime) Files.getAttribute(file, "unix:ctime")
                            : null;
            return new FileStamp(basic.size(), basic.lastModifiedTime(), changed, basic.fileKey());
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether a later change would have another time: what was written a moment ago may be again within one tick. */
    boolean settledBefore(Instant now) {
        Instant latest = now.minus(TICK);
        return written.toInstant().isBefore(latest)
                && (changed == null || changed.toInstant().isBefore(latest));
    }

    // Those of a record are spun at run time, which takes longer than to compare all files of a first upload
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FileStamp that
                && length == that.length
                && written.equals(that.written)
                && Objects.equals(changed, that.changed)
                && Objects.equals(key, that.key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(length, written, changed, key);
    }
}
