package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** What can be read only once waits in a private file, and the file goes. */
class PreparationSpoolTests extends PreparationFixture {
    @Test
    void prepare_oneShotUpToTheThreshold_staysInMemory_beyondIsAPrivateFile() throws IOException {
        PreparedBlob small = prepared(pipeline().prepare(ContentSource.ofOneShot(pieces(SMALL)), PNG, null));
        assertThat(spooled()).isEmpty();
        assertThat(read(small)).isEqualTo(SMALL);

        PreparedBlob large = prepared(pipeline().prepare(ContentSource.ofOneShot(pieces(LARGE)), PNG, null));
        assertThat(spooled()).singleElement().satisfies(file -> {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Files.size(file)).isEqualTo(LARGE.length);
        });
        large.release().block(WAIT);
        assertThat(spooled()).isEmpty();
        StepVerifier.create(large.body()).verifyError(ContentException.class);
    }

    @Test
    void prepare_oneShot_isPulledByDemand() {
        Queue<Runnable> disk = new ArrayDeque<>();
        BlobPipeline pipeline = BlobPipeline.create(
                storage.exchange(),
                TransferSettings.builder()
                        .spoolDirectory(folder.resolve("spool"))
                        .blocking(Schedulers.fromExecutor(disk::add)) // takes nothing until it is told to
                        .build());
        TestPublisher<ByteBuffer> source = TestPublisher.createCold();
        AtomicLong asked = new AtomicLong();
        for (int i = 0; i < 100; i++) {
            source.next(ByteBuffer.allocate(10));
        }
        source.complete();
        ContentSource once = ContentSource.ofOneShot(source.flux().doOnRequest(asked::addAndGet));

        StepVerifier.create(pipeline.prepare(once, PNG, null))
                .expectSubscription()
                .then(() -> assertThat(asked).hasValue(4))
                .then(() -> {
                    for (Runnable task = disk.poll(); task != null; task = disk.poll()) {
                        task.run();
                    }
                })
                .expectNextCount(1)
                .verifyComplete();
        assertThat(asked.get()).isLessThan(110);
        source.assertNotCancelled();
    }

    @Test
    void prepare_oneShotCancelled_deletesWhatWasSpooled() {
        TestPublisher<ByteBuffer> source = TestPublisher.create();
        StepVerifier.create(pipeline().prepare(ContentSource.ofOneShot(source), PNG, null))
                .expectSubscription()
                .then(() -> source.next(ByteBuffer.wrap(LARGE)))
                .then(() -> until(() -> spooled().size() == 1))
                .thenCancel()
                .verify(WAIT);

        source.assertCancelled();
        until(() -> spooled().isEmpty());
    }

    @Test
    void prepare_cancelledAtAnyMoment_leavesNoSpoolFile() {
        BlobPipeline pipeline = pipeline();
        Random random = new Random(5);
        Flux.range(0, 300)
                .flatMap(
                        i -> Mono.usingWhen(
                                        pipeline.prepare(ContentSource.ofOneShot(pieces(LARGE)), PNG, null),
                                        blob -> Flux.from(blob.body()).then(),
                                        PreparedBlob::release)
                                .timeout(Duration.ofNanos(random.nextInt(1, 20_000_000)), Mono.empty()),
                        16)
                .blockLast(WAIT);

        until(() -> spooled().isEmpty());
        pipeline.disposeLater().block(WAIT);
    }

    @Test
    void prepare_spoolDirectoryNotWritable_saysSo() throws IOException {
        Path file = Files.createFile(folder.resolve("not-a-directory"));
        BlobPipeline pipeline = BlobPipeline.create(
                storage.exchange(),
                TransferSettings.builder()
                        .spoolDirectory(file)
                        .spoolMemoryBytes(0)
                        .build());

        StepVerifier.create(pipeline.prepare(ContentSource.ofOneShot(pieces(SMALL)), PNG, null))
                .verifyErrorSatisfies(failure ->
                        assertThat(failure).isInstanceOf(UploadException.class).hasMessageContaining("spoolDirectory"));
    }

    @Test
    void disposeLater_spoolFiles_areDeletedAndNothingIsPreparedAnymore() {
        BlobPipeline pipeline = pipeline();
        prepared(pipeline.prepare(ContentSource.ofOneShot(pieces(LARGE)), PNG, null));
        assertThat(spooled()).hasSize(1);

        pipeline.disposeLater().block(WAIT);
        pipeline.disposeLater().block(WAIT);

        assertThat(spooled()).isEmpty();
        StepVerifier.create(pipeline.prepare(ContentSource.ofBytes(SMALL), PNG, null))
                .verifyError(PipelineClosedException.class);
    }

    @Test
    void prepare_cancelledWhileTheSpooledBlobIsMade_leavesNoFile() {
        AtomicReference<@Nullable Disposable> call = new AtomicReference<>();
        Sinks.Many<ByteBuffer> source = Sinks.many().unicast().onBackpressureBuffer();
        AtomicBoolean cancelled = new AtomicBoolean();
        // what makes the blob assembles its release, on the thread that spooled
        Hooks.onEachOperator("cancel-there", publisher -> {
            Disposable running = call.get();
            if (running != null && !spooled().isEmpty() && isMadeByBlob() && cancelled.compareAndSet(false, true)) {
                running.dispose();
            }
            return publisher;
        });
        try {
            call.set(pipeline()
                    .prepare(ContentSource.ofOneShot(source.asFlux()), PNG, null)
                    .subscribe());
            source.tryEmitNext(ByteBuffer.wrap(LARGE));
            source.tryEmitComplete();
            until(cancelled::get);
        } finally {
            Hooks.resetOnEachOperator("cancel-there");
        }
        until(() -> spooled().isEmpty());
        assertThat(spooled()).isEmpty();
    }

    private static boolean isMadeByBlob() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith(".Preparation")
                        && frame.getMethodName().equals("blob")));
    }
}
