package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.vitrine.content.ContentChangedException;
import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.reactor.http.HttpRuntime;
import dev.vitrine.reactor.http.HttpSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class PreparationTests {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final ContentType PNG = ContentType.IMAGE_PNG;
    private static final byte[] SMALL = random(20_000);
    private static final byte[] LARGE = random(1_000_003);

    @TempDir
    Path folder = Path.of(".");

    private final StorageExchangeHolder storage = new StorageExchangeHolder();

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {1, 20_000, 256 * 1024, 256 * 1024 + 1, 1_000_003})
    void prepare_everyKindOfSource_hasTheDigestAndGivesTheBytesAgain(int length) throws IOException {
        byte[] content = random(length);
        Path file = Files.write(folder.resolve("a.bin"), content);
        BlobPipeline pipeline = pipeline();
        for (ContentSource source : List.of(
                ContentSource.ofBytes(content),
                ContentSource.ofFile(file),
                ContentSource.ofInputStream(() -> new ByteArrayInputStream(content)),
                ContentSource.ofPublisher(() -> pieces(content)),
                ContentSource.ofOneShot(pieces(content)))) {
            PreparedBlob blob = prepared(pipeline.prepare(source, PNG, null));

            assertThat(blob.info()).isEqualTo(new BlobInfo(ContentDigest.ofContent(ByteBuffer.wrap(content)), PNG));
            assertThat(read(blob)).as(source.description()).isEqualTo(content);
            assertThat(read(blob)).isEqualTo(content);
            blob.release().block(WAIT);
            blob.release().block(WAIT);
        }
        assertThat(spooled()).isEmpty();
    }

    @Test
    void prepare_notSubscribed_touchesNothing() {
        AtomicInteger opened = new AtomicInteger();
        Mono<PreparedBlob> mono = pipeline()
                .prepare(
                        ContentSource.ofInputStream(() -> {
                            opened.incrementAndGet();
                            return InputStream.nullInputStream();
                        }),
                        PNG,
                        null);
        assertThat(mono).isNotNull();
        assertThat(opened).hasValue(0);
        assertThatNullPointerException()
                .isThrownBy(() -> pipeline().prepare(nothing(), PNG, null).subscribe())
                .withMessage("source");
    }

    @Test
    void prepare_smallBytes_hashesOnTheCallersThread_largeOnAnother() {
        Thread caller = Thread.currentThread();
        StepVerifier.create(pipeline().prepare(ContentSource.ofBytes(SMALL), PNG, null))
                .assertNext(blob -> assertThat(Thread.currentThread()).isSameAs(caller))
                .verifyComplete();
        StepVerifier.create(pipeline()
                        .prepare(ContentSource.ofBytes(LARGE), PNG, null)
                        .subscribeOn(Schedulers.parallel())
                        .doOnNext(blob ->
                                assertThat(Schedulers.isInNonBlockingThread()).isFalse()))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void prepareAndBody_filesAndStreams_areReadAndHashedWhereBlockingIsAllowed() throws IOException {
        Path file = Files.write(folder.resolve("a.bin"), LARGE);
        AtomicBoolean wrongThread = new AtomicBoolean();
        AtomicInteger closed = new AtomicInteger();
        ContentSource stream = ContentSource.ofInputStream(() -> new ByteArrayInputStream(LARGE) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                wrongThread.compareAndSet(false, Schedulers.isInNonBlockingThread());
                return super.read(into, from, length);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        });
        for (ContentSource source :
                List.of(ContentSource.ofFile(file), stream, ContentSource.ofOneShot(pieces(LARGE)))) {
            PreparedBlob blob = prepared(pipeline()
                    .prepare(source, PNG, null)
                    // the last piece was hashed on the thread that signals
                    .doOnNext(x -> wrongThread.compareAndSet(false, Schedulers.isInNonBlockingThread()))
                    .subscribeOn(Schedulers.parallel()));
            Flux.from(blob.body())
                    .doOnNext(x -> wrongThread.compareAndSet(false, Schedulers.isInNonBlockingThread()))
                    .subscribeOn(Schedulers.parallel())
                    .blockLast(WAIT);
        }
        assertThat(wrongThread).isFalse();
        assertThat(closed).hasValue(2);
    }

    @Test
    void prepare_streamFailsOrIsCancelled_isClosed() {
        AtomicInteger closed = new AtomicInteger();
        ContentSource failing = ContentSource.ofInputStream(() -> new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("tape torn");
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        });
        StepVerifier.create(pipeline().prepare(failing, PNG, null))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ContentException.class)
                        .hasMessageContaining("input stream")
                        .hasMessageContaining("tape torn"));
        assertThat(closed).hasValue(1);

        PreparedBlob blob = prepared(pipeline()
                .prepare(
                        ContentSource.ofInputStream(() -> new ByteArrayInputStream(LARGE) {
                            @Override
                            public void close() {
                                closed.incrementAndGet();
                            }
                        }),
                        PNG,
                        null));
        StepVerifier.create(blob.body(), 1).expectNextCount(1).thenCancel().verify(WAIT);
        until(() -> closed.get() == 3);
    }

    @Test
    void prepare_openerGivesNull_isATypedError() {
        StepVerifier.create(pipeline().prepare(ContentSource.ofInputStream(PreparationTests::nothing), PNG, null))
                .verifyErrorSatisfies(failure ->
                        assertThat(failure).isInstanceOf(ContentException.class).hasMessageContaining("null"));
    }

    @Test
    void prepare_emptyContent_isATypedError() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.png"));
        for (ContentSource source : List.of(
                ContentSource.ofBytes(new byte[0]),
                ContentSource.ofFile(file),
                ContentSource.ofInputStream(InputStream::nullInputStream),
                ContentSource.ofPublisher(Flux::empty),
                ContentSource.ofOneShot(Flux.just(ByteBuffer.allocate(0))))) {
            StepVerifier.create(pipeline().prepare(source, PNG, null))
                    .verifyErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(ContentException.class)
                            .hasMessageContaining("empty")
                            .hasMessageContaining(source.description()));
        }
        assertThat(spooled()).isEmpty();
    }

    @Test
    void prepare_contentBeyondTheBound_isATypedError() throws IOException {
        Path file = Files.write(folder.resolve("large.png"), LARGE);
        BlobPipeline pipeline = BlobPipeline.create(
                storage.exchange(),
                TransferSettings.builder()
                        .spoolDirectory(folder.resolve("spool"))
                        .spoolMemoryBytes(1000)
                        .maxContentBytes(LARGE.length - 1)
                        .build());
        for (ContentSource source : List.of(
                ContentSource.ofBytes(LARGE),
                ContentSource.ofFile(file),
                ContentSource.ofInputStream(() -> new ByteArrayInputStream(LARGE)),
                ContentSource.ofPublisher(() -> pieces(LARGE)),
                ContentSource.ofOneShot(pieces(LARGE)))) {
            StepVerifier.create(pipeline.prepare(source, PNG, null))
                    .verifyErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOf(ContentException.class)
                            .hasMessageContaining("1000002")
                            .hasMessageContaining("maxContentBytes"));
        }
        assertThat(spooled()).isEmpty();
    }

    @Test
    void prepare_fileThatCannotBeUsed_saysWhyAndWhatToDo() {
        assertFileError(folder.resolve("missing.png"), "does not exist", "check the path");
        assertFileError(folder, "is a directory", "each of its files");
        assertFileError(Path.of("/dev/null"), "not a regular file", "publisher");
    }

    @Test
    void prepare_fileThatCannotBeRead_saysWhyAndWhatToDo() {
        // readable by name, but not at its start; as root, permissions would not stop the read
        assertFileError(Path.of("/proc/self/mem"), "cannot be read", "/proc/self/mem");
    }

    @Test
    void prepare_sourceFails_isAnUploadExceptionOfStageDigest() {
        for (ContentSource source : List.of(
                ContentSource.ofPublisher(
                        () -> pieces(SMALL).concatWith(Flux.error(new IllegalStateException("torn")))),
                ContentSource.ofOneShot(pieces(LARGE).concatWith(Flux.error(new IllegalStateException("torn")))))) {
            StepVerifier.create(pipeline().prepare(source, PNG, null))
                    .verifyErrorSatisfies(failure -> assertThat(failure)
                            .isInstanceOfSatisfying(UploadException.class, e -> {
                                assertThat(e.stage()).isEqualTo(UploadException.Stage.DIGEST);
                                assertThat(e)
                                        .hasCauseInstanceOf(IllegalStateException.class)
                                        .hasMessageContaining("torn");
                            }));
        }
        assertThat(spooled()).isEmpty();
    }

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
    void prepare_typeNotDeclared_isFoundFromTheFirstBytesThenTheName() throws IOException {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
        Path csv = Files.writeString(folder.resolve("table.csv"), "a,b\n1,2\n");

        assertThat(prepared(pipeline().prepare(ContentSource.ofBytes(png), null, null))
                        .info()
                        .contentType())
                .isEqualTo(PNG);
        assertThat(prepared(pipeline().prepare(ContentSource.ofFile(csv), null, null))
                        .info()
                        .contentType())
                .isEqualTo(ContentType.of("text/csv"));
        assertThat(prepared(pipeline().prepare(ContentSource.ofFile(csv), null, "table.md"))
                        .info()
                        .contentType())
                .isEqualTo(ContentType.of("text/markdown"));
        assertThat(prepared(pipeline().prepare(ContentSource.ofOneShot(pieces(SMALL)), null, null))
                        .info()
                        .contentType())
                .isEqualTo(ContentType.OCTET_STREAM);
    }

    @Test
    void prepare_secondSubscription_readsAgain() {
        Mono<PreparedBlob> twice = pipeline().prepare(ContentSource.ofPublisher(() -> pieces(SMALL)), PNG, null);

        assertThat(prepared(twice).info()).isEqualTo(prepared(twice).info());
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
    void body_fileChanged_isAContentChangedException() throws IOException {
        Path file = Files.write(folder.resolve("a.bin"), LARGE);
        PreparedBlob blob = prepared(pipeline().prepare(ContentSource.ofFile(file), PNG, null));

        byte[] other = LARGE.clone();
        other[LARGE.length - 1] ^= 1;
        Files.write(file, other);
        assertChanged(blob, "other bytes");
        Files.write(file, new byte[LARGE.length + 1]);
        assertChanged(blob, "more than");
        Files.write(file, new byte[5]);
        assertChanged(blob, "5 instead of");
        Files.write(file, LARGE);
        assertThat(read(blob)).isEqualTo(LARGE);
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

    private void assertFileError(Path file, String... parts) {
        StepVerifier.create(pipeline().prepare(ContentSource.ofFile(file), PNG, null))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ContentException.class)
                        .hasMessageContaining(file.toString())
                        .hasMessageContainingAll(parts));
    }

    private static void assertChanged(PreparedBlob blob, String how) {
        StepVerifier.create(blob.body())
                .thenConsumeWhile(piece -> true)
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(ContentChangedException.class)
                        .hasMessageContaining(how));
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

    private BlobPipeline pipeline() {
        return BlobPipeline.create(
                storage.exchange(),
                TransferSettings.builder()
                        .spoolDirectory(folder.resolve("spool"))
                        .build());
    }

    private List<Path> spooled() {
        Path spool = folder.resolve("spool");
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedBlob prepared(Mono<PreparedBlob> mono) {
        return Objects.requireNonNull(mono.block(WAIT));
    }

    private static byte[] read(PreparedBlob blob) {
        return Objects.requireNonNull(Flux.from(blob.body())
                .collect(ByteArrayOutputStream::new, (all, piece) -> {
                    byte[] bytes = new byte[piece.remaining()];
                    piece.get(bytes);
                    all.writeBytes(bytes);
                })
                .map(ByteArrayOutputStream::toByteArray)
                .block(WAIT));
    }

    private static Flux<ByteBuffer> pieces(byte[] content) {
        return Flux.range(0, (content.length + 9_999) / 10_000)
                .map(i -> ByteBuffer.wrap(content, i * 10_000, Math.min(10_000, content.length - i * 10_000)));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        Mono.fromSupplier(condition::getAsBoolean)
                .filter(met -> met)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(10)))
                .block(WAIT);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    /** A storage that these tests never use. */
    private static final class StorageExchangeHolder {
        private final HttpRuntime http =
                HttpRuntime.create(HttpSettings.builder("http://127.0.0.1:9").build());

        dev.vitrine.reactor.http.StorageExchange exchange() {
            return http.storage();
        }
    }
}
