package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Queues over the pipeline of {@link BlobPipelineFixture}; a target is an item's name. */
abstract class BackgroundFixture extends BlobPipelineFixture {
    static final Duration SHORT = Duration.ofMillis(200);

    @TempDir
    Path folder = Path.of("unset");

    private final List<BackgroundUploads> queues = new ArrayList<>();

    @AfterEach
    void shutDown() {
        queues.forEach(queue -> queue.shutdown(SHORT).block(WAIT));
    }

    DefaultBackgroundUploads queue(long heap, long spoolAfter, long disk, boolean persistent) {
        return queue(BackgroundSettings.defaults()
                .withHeap(heap, spoolAfter)
                .withSpool(disk, persistent ? folder.resolve("spool") : null, "scope")
                .withTemporary(folder)
                .withConcurrency(2));
    }

    DefaultBackgroundUploads queue(BackgroundSettings settings) {
        DefaultBackgroundUploads queue = (DefaultBackgroundUploads) BackgroundUploads.create(
                pipeline, target -> platform.target(Objects.requireNonNull(target.get("item"))), settings);
        queues.add(queue);
        return queue;
    }

    /** Offers 20,000 bytes. */
    static boolean offer(BackgroundUploads queue, String item, byte[] content) {
        BackgroundUploads.Room room = queue.reserve(content.length);
        if (room == null) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.wrap(content);
        room.upload(new BlobInfo(ContentDigest.ofContent(bytes), PNG), bytes, Map.of("item", item));
        return true;
    }

    /** What is there at a glance; files may come and go meanwhile. */
    List<Path> files() {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException gone) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    long blobs() {
        return files().stream()
                .filter(file -> file.toString().endsWith(".blob"))
                .count();
    }

    static void until(BooleanSupplier condition) {
        Mono.fromSupplier(condition::getAsBoolean)
                .filter(met -> met)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(5)))
                .block(WAIT);
    }

    static void assertNothingHeld(BackgroundUploads queue) {
        assertThat(queue.statistics().heapBytes()).isZero();
        assertThat(queue.statistics().spoolBytes()).isZero();
    }
}
