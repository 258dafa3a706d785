package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.vitrine.content.ContentChangedException;
import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class PreparationTests extends PreparationFixture {
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
}
