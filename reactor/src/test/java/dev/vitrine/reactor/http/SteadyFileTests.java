package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentChangedException;
import dev.vitrine.reactor.testing.RawStore;
import dev.vitrine.reactor.testing.TestCertificate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.Http11SslContextSpec;
import reactor.test.StepVerifier;

class SteadyFileTests {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final int SLICE = 256 * 1024;
    private final RawStore store = new RawStore();
    private final HttpRuntime http = runtime(Duration.ofSeconds(5));
    private final AtomicInteger readings = new AtomicInteger();

    @TempDir
    Path folder = Path.of(".");

    @AfterEach
    void close() {
        http.disposeLater().block(WAIT);
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, SLICE - 1, SLICE, SLICE + 1, 3_000_000})
    void send_steadyFile_arrivesWithoutBeingRead(int length) throws IOException {
        TestFile file = new TestFile(length);

        assertThat(put(http, store, file).block(WAIT)).isEqualTo(new StorageAnswer(200, ""));
        assertThat(store.got()).singleElement().satisfies(got -> {
            assertThat(got.body()).isEqualTo(file.content);
            assertThat(got.headers().get("Content-Length")).isEqualTo(Integer.toString(length));
            assertThat(got.headers().contains("Transfer-Encoding")).isFalse();
        });
        assertThat(readings).hasValue(0);
        assertThat(file.verified).hasValue(1);
        file.assertClosed();
    }

    @Test
    void send_twice_isTwoTransfersOnOneConnection() throws IOException {
        TestFile file = new TestFile(1_000_000);
        Mono<StorageAnswer> put = put(http, store, file);
        put.block(WAIT);
        put.block(WAIT);

        assertThat(store.got()).extracting(RawStore.Got::body).containsExactly(file.content, file.content);
        assertThat(store.connections()).isEqualTo(1);
    }

    @Test
    void send_fileThatIsNoLongerSteady_isReadPieceByPiece() throws IOException {
        TestFile file = new TestFile(600_000);
        file.steady = false;

        assertThat(put(http, store, file).block(WAIT)).isEqualTo(new StorageAnswer(200, ""));
        assertThat(store.got())
                .singleElement()
                .satisfies(got -> assertThat(got.body()).isEqualTo(file.content));
        assertThat(readings).hasValue(1);
    }

    @Test
    void send_overTls_isReadPieceByPiece() throws Exception {
        TestCertificate certificate = TestCertificate.in(folder);
        HttpRuntime trusting = HttpRuntime.create(HttpSettings.builder("http://127.0.0.1:9")
                .customizer(client -> client.secure(spec -> spec.sslContext(Http11SslContextSpec.forClient()
                        .configure(builder -> builder.trustManager(certificate.certificate())))))
                .build());
        TestFile file = new TestFile(3_000_000);
        try (RawStore secure = new RawStore(certificate)) {
            assertThat(put(trusting, secure, file).block(WAIT)).isEqualTo(new StorageAnswer(200, ""));

            assertThat(secure.got())
                    .singleElement()
                    .satisfies(got -> assertThat(got.body()).isEqualTo(file.content));
        }
        assertThat(readings).hasValue(1);
        assertThat(file.opened).isNull();
        trusting.disposeLater().block(WAIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 3_000_000})
    void send_changedMeanwhile_neverArrivesWhole(int length) throws IOException {
        TestFile file = new TestFile(length);
        file.changed = true;

        StepVerifier.create(put(http, store, file)).verifyError(ContentChangedException.class);
        assertThat(store.got()).isEmpty();
        file.assertClosed();

        assertThat(put(http, store, new TestFile(3)).block(WAIT)).isEqualTo(new StorageAnswer(200, ""));
    }

    @Test
    void send_shorterThanItWas_fails() throws IOException {
        TestFile file = new TestFile(3_000_000);
        try (FileChannel channel = FileChannel.open(file.path, StandardOpenOption.WRITE)) {
            channel.truncate(1_000_000);
        }

        StepVerifier.create(put(http, store, file)).verifyError(StorageException.class);
        assertThat(store.got()).isEmpty();
        file.assertClosed();
    }

    @Test
    void send_fileThatCannotBeOpened_signalsThat() throws IOException {
        TestFile file = new TestFile(1000);
        Files.delete(file.path);

        StepVerifier.create(put(http, store, file)).verifyError(IOException.class);
    }

    @Test
    void send_refused_givesTheStatusAndClosesTheFile() throws IOException {
        TestFile file = new TestFile(3_000_000);
        store.answer((request, response) -> response.status(403).send());

        assertThat(put(http, store, file).block(WAIT)).isEqualTo(new StorageAnswer(403, ""));
        file.assertClosed();
    }

    @Test
    void send_storeTakesNothing_failsAfterTheResponseTimeout() throws IOException {
        HttpRuntime impatient = runtime(Duration.ofMillis(400));
        TestFile file = new TestFile(30_000_000);
        store.answer((request, response) -> Mono.never());

        StepVerifier.create(put(impatient, store, file))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("response timeout"));
        file.assertClosed();
        impatient.disposeLater().block(WAIT);
    }

    @Test
    void send_storeTakesItsTime_doesNotTimeOut() throws IOException {
        HttpRuntime impatient = runtime(Duration.ofMillis(600));
        TestFile file = new TestFile(20_000_000);
        store.answer((request, response) -> request.receive()
                .retain()
                .limitRate(1)
                .window(150)
                .concatMap(
                        window -> window.doOnNext(io.netty.util.ReferenceCountUtil::release)
                                .then(Mono.delay(Duration.ofMillis(10))),
                        1)
                .then(response.send()));

        assertThat(put(impatient, store, file).block(WAIT)).isEqualTo(new StorageAnswer(200, ""));
        impatient.disposeLater().block(WAIT);
    }

    @Test
    void send_cancelledMidway_closesTheFileAndFreesTheConnection() throws IOException {
        TestFile file = new TestFile(30_000_000);
        store.answer((request, response) -> Mono.never());

        StepVerifier.create(put(http, store, file))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(200))
                .thenCancel()
                .verify(WAIT);
        file.assertClosed();

        store.answer(store::keep);
        assertThat(put(http, store, new TestFile(3)).block(WAIT))
                .isEqualTo(new StorageAnswer(200, "")); // a pool of one
    }

    private Mono<StorageAnswer> put(HttpRuntime from, RawStore to, TestFile file) {
        Flux<ByteBuffer> pieces = Flux.defer(() -> {
            readings.incrementAndGet();
            return Flux.just(ByteBuffer.wrap(file.content));
        });
        return from.storage()
                .send(
                        "PUT",
                        SignedUrl.of(to.url("/bucket/a.bin?X-Amz-Signature=abc")),
                        Map.of(),
                        new TransferBody(file.content.length, pieces, file));
    }

    private static HttpRuntime runtime(Duration response) {
        return HttpRuntime.create(HttpSettings.builder("http://127.0.0.1:9")
                .maxConcurrentTransfers(1)
                .timeouts(HttpTimeouts.DEFAULTS.withResponse(response))
                .build());
    }

    /** A real file, with what is said of it up to the test. */
    private final class TestFile implements SteadyFile {
        private final byte[] content;
        private final Path path;
        private final AtomicInteger verified = new AtomicInteger();
        private boolean steady = true;
        private boolean changed;
        private volatile @Nullable FileChannel opened;

        TestFile(int length) throws IOException {
            content = new byte[length];
            new Random(length).nextBytes(content);
            path = Files.write(folder.resolve(length + ".bin"), content);
        }

        @Override
        public @Nullable FileChannel open() throws IOException {
            opened = steady ? FileChannel.open(path) : null;
            return opened;
        }

        @Override
        public void verify() {
            verified.incrementAndGet();
            if (changed) {
                throw new ContentChangedException("written to");
            }
        }

        @Override
        public Scheduler blocking() {
            return Schedulers.boundedElastic();
        }

        /** Netty may be about to let go of the last region. */
        void assertClosed() {
            FileChannel channel = Objects.requireNonNull(opened);
            Mono.fromSupplier(channel::isOpen)
                    .filter(open -> !open)
                    .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(10)))
                    .block(WAIT);
            assertThat(channel.isOpen()).isFalse();
        }
    }
}
