package dev.vitrine.reactor.transfer;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Blobs in files: {@code n.blob} with the bytes, and then {@code n.json} with what they are for. Only where both are
 * complete is there an entry. Every method blocks.
 */
final class SpoolDirectory {
    private static final String MINE = "p-";
    private static final String NEW = "new-";
    private static final Duration STALE = Duration.ofDays(1);
    private final Path path;
    private final @Nullable SpoolLock lock;
    private final AtomicLong number = new AtomicLong();

    private SpoolDirectory(Path path, @Nullable SpoolLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** One that nobody looks for when the process is gone. */
    static SpoolDirectory temporary(Path parent) throws IOException {
        return new SpoolDirectory(PrivateFiles.createTempDirectory(parent, "vitrine-uploads-"), null);
    }

    /** One of this process in {@code parent}. It gets its name when it is locked, so that nobody takes it over before. */
    static SpoolDirectory persistent(Path parent) throws IOException {
        PrivateFiles.createDirectories(parent);
        String id = UUID.randomUUID().toString();
        Path made = PrivateFiles.createDirectories(parent.resolve(NEW + id));
        Path named = parent.toRealPath().resolve(MINE + id);
        PrivateFiles.createFile(made.resolve(SpoolLock.NAME));
        SpoolLock lock = SpoolLock.tryLock(made, named);
        if (lock == null) {
            throw new IOException("the new directory " + made + " cannot be locked");
        }
        Files.move(made, named);
        return new SpoolDirectory(named, lock);
    }

    /** Those in {@code parent} whose process is gone; they belong to the caller now. */
    static List<SpoolDirectory> abandoned(Path parent) throws IOException {
        List<SpoolDirectory> found = new ArrayList<>();
        if (!Files.isDirectory(parent)) {
            return found;
        }
        for (Path each : PrivateFiles.list(parent.toRealPath(), MINE + "*")) {
            try {
                SpoolLock lock = SpoolLock.tryLock(each, each);
                if (lock != null) {
                    found.add(new SpoolDirectory(each, lock));
                }
            } catch (NoSuchFileException e) {
                Files.deleteIfExists(each); // its lock goes last
            }
        }
        Instant before = Instant.now().minus(STALE);
        for (Path each : PrivateFiles.list(parent, NEW + "*")) { // of a process that ended within a moment of its start
            if (Files.getLastModifiedTime(each).toInstant().isBefore(before)) {
                PrivateFiles.deleteWithFiles(each);
            }
        }
        return found;
    }

    boolean isPersistent() {
        return lock != null;
    }

    /** A new file for the bytes of an entry; it is none before {@link #complete}. */
    Draft draft() throws IOException {
        String name = String.format(Locale.ROOT, "%08d", number.incrementAndGet());
        Path partial = PrivateFiles.createFile(path.resolve(name + ".part"));
        return new Draft(name, partial, new FileOutputStream(partial.toFile()));
    }

    /** An entry of what was written, or of a file elsewhere, whose draft stays empty. */
    Entry complete(Draft draft, SpoolRecord record) throws IOException {
        close(draft.out);
        Path blob = path.resolve(draft.name + ".blob");
        Path sidecar = path.resolve(draft.name + ".json");
        if (record.file() == null) {
            Files.move(draft.partial, blob, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.delete(draft.partial);
        }
        if (isPersistent()) {
            Path partial = PrivateFiles.createFile(path.resolve(draft.name + ".json.part"));
            try (FileOutputStream out = new FileOutputStream(partial.toFile())) {
                out.write(record.json());
                out.getFD().sync();
            }
            Files.move(partial, sidecar, StandardCopyOption.ATOMIC_MOVE);
        }
        return new Entry(record, record.file() == null ? blob : Path.of(record.file()), blob, sidecar);
    }

    private void close(FileOutputStream out) throws IOException {
        try (out) {
            if (isPersistent()) {
                out.getFD().sync();
            }
        }
    }

    /** The complete entries that are there; what is none is deleted. To be closed. */
    Stream<Entry> entries() throws IOException {
        for (Path partial : PrivateFiles.list(path, "*.part")) {
            PrivateFiles.delete(partial);
        }
        for (Path blob : PrivateFiles.list(path, "*.blob")) {
            if (!Files.exists(sibling(blob, ".json"))) {
                PrivateFiles.delete(blob);
            }
        }
        return Files.list(path)
                .filter(file -> file.toString().endsWith(".json"))
                .flatMap(this::entry);
    }

    private Stream<Entry> entry(Path sidecar) {
        Path blob = sibling(sidecar, ".blob");
        try {
            SpoolRecord record = SpoolRecord.read(Files.readAllBytes(sidecar));
            if (record != null && record.file() != null) {
                return Stream.of(new Entry(record, Path.of(record.file()), blob, sidecar));
            }
            if (record != null
                    && Files.exists(blob)
                    && Files.size(blob) == record.info().digest().length()) {
                return Stream.of(new Entry(record, blob, blob, sidecar));
            }
        } catch (IOException | IllegalArgumentException e) {
            // not readable, and so not to be sent
        }
        PrivateFiles.delete(sidecar);
        PrivateFiles.delete(blob);
        return Stream.empty();
    }

    private static Path sibling(Path file, String extension) {
        String name = file.toString();
        return Path.of(name.substring(0, name.lastIndexOf('.')) + extension);
    }

    /** What its entries take on disk. */
    long bytes() {
        long bytes = 0;
        try {
            for (Path blob : PrivateFiles.list(path, "*.blob")) {
                bytes += Files.size(blob);
            }
        } catch (IOException e) {
            return bytes; // some went meanwhile
        }
        return bytes;
    }

    /** Lets it go: a temporary one with its files, another if it has no entries any more. */
    void close() {
        if (lock == null) {
            PrivateFiles.deleteWithFiles(path);
            return;
        }
        boolean empty;
        try {
            PrivateFiles.list(path, "*.part").forEach(PrivateFiles::delete);
            empty = PrivateFiles.list(path, "*.json").isEmpty();
        } catch (IOException e) {
            empty = false;
        }
        lock.release();
        if (empty) {
            PrivateFiles.deleteWithFiles(path);
        }
    }

    /** A file that is being written. */
    static final class Draft {
        private final String name;
        private final Path partial;
        private final FileOutputStream out;

        Draft(String name, Path partial, FileOutputStream out) {
            this.name = name;
            this.partial = partial;
            this.out = out;
        }

        OutputStream out() {
            return out;
        }

        void discard() {
            try {
                out.close();
            } catch (IOException e) {
                // not wanted
            }
            PrivateFiles.delete(partial);
        }
    }

    /** @param content where the bytes are: {@code blob}, or a file elsewhere */
    record Entry(SpoolRecord record, Path content, Path blob, Path sidecar) {
        void delete() {
            PrivateFiles.delete(sidecar);
            PrivateFiles.delete(blob);
        }
    }
}
