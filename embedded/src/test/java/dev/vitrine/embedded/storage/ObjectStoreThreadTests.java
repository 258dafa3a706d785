package dev.vitrine.embedded.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.embedded.support.LeakGuard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Nothing of a file is touched but on the scheduler that is given: nothing happens until that one is moved. */
@ExtendWith(LeakGuard.class)
class ObjectStoreThreadTests {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final String CHECKSUM =
            ContentDigest.ofContent(ByteBuffer.wrap(CONTENT)).sha256Base64();

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Scheduler files = Schedulers.fromExecutor(tasks::add);

    @TempDir
    private Path directory = Path.of(".");

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private ObjectStore store() {
        return new ObjectStore(directory, Clock.systemUTC(), files);
    }

    private long fileCount() throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.count();
        }
    }

    @Test
    void put_andGet_workOnTheFileThreadsOnly() throws IOException {
        ObjectStore store = store();
        StepVerifier.create(store.put(
                        "key", "text/plain", CONTENT.length, CHECKSUM, Flux.just(Unpooled.wrappedBuffer(CONTENT))))
                .expectSubscription()
                .then(() -> assertThat(store.count()).isZero())
                .then(this::runTasks)
                .assertNext(stored -> assertThat(stored.length()).isEqualTo(CONTENT.length))
                .verifyComplete();
        StoredObject stored = Objects.requireNonNull(store.find("key"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(stored.file())))
                .isEqualTo("rw-------");
        assertThat(fileCount()).isEqualTo(1);
        Flux<ByteBuf> body = store.body(stored, 0, CONTENT.length).content(ByteBufAllocator.DEFAULT, 4);
        StepVerifier.create(body.map(ObjectStoreThreadTests::text), 1)
                .expectSubscription()
                .then(this::runTasks)
                .expectNext("cont")
                .thenRequest(1)
                .then(this::runTasks)
                .expectNext("ent")
                .thenRequest(1)
                .then(this::runTasks)
                .verifyComplete();
    }

    @Test
    void put_cancelledMidway_releasesAndRemoves() throws IOException {
        ObjectStore store = store();
        TestPublisher<ByteBuf> source = TestPublisher.create();
        ByteBuf written = Unpooled.copiedBuffer("con", StandardCharsets.UTF_8);
        ByteBuf queued = Unpooled.copiedBuffer("tent", StandardCharsets.UTF_8);
        StepVerifier.create(store.put("key", "text/plain", CONTENT.length, CHECKSUM, source.flux()))
                .then(() -> source.next(written))
                .then(this::runTasks)
                .then(() -> source.next(queued))
                .thenCancel()
                .verify();
        source.assertCancelled();
        runTasks();
        assertThat(written.refCnt()).isZero();
        assertThat(queued.refCnt()).isZero();
        assertThat(fileCount()).isZero();
        assertThat(store.count()).isZero();
    }

    @Test
    void put_sourceFails_removesAndTellsSo() throws IOException {
        ObjectStore store = store();
        Flux<ByteBuf> failing = Flux.<ByteBuf>just(Unpooled.copiedBuffer("con", StandardCharsets.UTF_8))
                .concatWith(Flux.error(new IllegalStateException("boom")));
        StepVerifier.create(store.put("key", "text/plain", CONTENT.length, CHECKSUM, failing))
                .then(this::runTasks)
                .verifyErrorMessage("boom");
        assertThat(fileCount()).isZero();
        assertThat(store.count()).isZero();
    }

    @Test
    void put_asksForAFewBuffersAtATime() {
        TestPublisher<ByteBuf> source = TestPublisher.create();
        StepVerifier.create(store().put("key", "text/plain", CONTENT.length, CHECKSUM, source.flux()))
                .then(() -> source.assertMinRequested(1).assertMaxRequested(16))
                .thenCancel()
                .verify();
    }

    private static String text(ByteBuf piece) {
        try {
            return piece.toString(StandardCharsets.UTF_8);
        } finally {
            piece.release();
        }
    }
}
