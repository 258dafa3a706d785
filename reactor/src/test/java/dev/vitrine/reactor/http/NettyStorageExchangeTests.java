package dev.vitrine.reactor.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentChangedException;
import dev.vitrine.reactor.testing.RawStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class NettyStorageExchangeTests {
    private static final Duration WAIT = Duration.ofSeconds(20);
    private final RawStore store = new RawStore();
    private final HttpRuntime http = HttpRuntime.create(HttpSettings.builder("http://127.0.0.1:9")
            .basicAuth("pk", "sk-secret")
            .header("X-Gateway", "tenant")
            .maxConcurrentTransfers(1)
            .timeouts(HttpTimeouts.DEFAULTS.withResponse(Duration.ofSeconds(5)))
            .build());
    private final StorageExchange storage = http.storage();

    @AfterEach
    void close() {
        http.disposeLater().block(WAIT);
        store.close();
    }

    @Test
    void send_body_arrivesWithLengthAndOnlyTheTicketsHeaders() {
        StorageAnswer answer = put(11, text("hello", " ", "world")).block(WAIT);

        assertThat(answer).isEqualTo(new StorageAnswer(200, ""));
        assertThat(store.got()).singleElement().satisfies(got -> {
            assertThat(got.text()).isEqualTo("hello world");
            assertThat(got.method()).isEqualTo("PUT");
            assertThat(got.uri()).isEqualTo("/bucket/a%2Fb+c.png?X-Amz-Signature=abc%2B");
            assertThat(got.headers().names())
                    .containsExactlyInAnyOrder("host", "User-Agent", "Content-Type", "Content-Length", "accept");
            assertThat(got.headers().get("Content-Length")).isEqualTo("11");
        });
    }

    @Test
    void send_oneByteTooLong_failsAndTheNextRequestIsAnsweredCorrectly() {
        StepVerifier.create(put(11, text("hello", " ", "world", "!"))).verifyError(ContentChangedException.class);
        StepVerifier.create(put(5, text("hello!"))).verifyError(ContentChangedException.class);

        assertThat(put(3, text("abc")).block(WAIT)).isEqualTo(new StorageAnswer(200, ""));
        assertThat(store.got()).singleElement().extracting(RawStore.Got::text).isEqualTo("abc");
    }

    @Test
    void send_oneByteTooShort_failsAndTheNextRequestIsAnsweredCorrectly() {
        StepVerifier.create(put(12, text("hello", " ", "world"))).verifyError(ContentChangedException.class);

        assertThat(put(3, text("abc")).block(WAIT)).isEqualTo(new StorageAnswer(200, ""));
        assertThat(store.got()).singleElement().extracting(RawStore.Got::text).isEqualTo("abc");
    }

    @Test
    void send_fewBytesAtOnce_arriveWithTheirLength() {
        assertThat(once(3, "abc").block(WAIT)).isEqualTo(new StorageAnswer(200, ""));
        assertThat(store.got()).singleElement().satisfies(got -> {
            assertThat(got.text()).isEqualTo("abc");
            assertThat(got.headers().getAll("Content-Length")).containsExactly("3");
            assertThat(got.headers().contains("Transfer-Encoding")).isFalse();
        });
    }

    @Test
    void send_fewBytesOfAnotherLength_failsAndTheNextRequestIsAnsweredCorrectly() {
        StepVerifier.create(once(2, "abc")).verifyError(ContentChangedException.class);
        StepVerifier.create(once(4, "abc")).verifyError(ContentChangedException.class);
        StepVerifier.create(storage.send("PUT", url(), Map.of(), 3, Mono.empty()))
                .verifyError(ContentChangedException.class);
        StepVerifier.create(storage.send("PUT", url(), Map.of(), 3, Mono.error(new IllegalStateException("disk"))))
                .verifyErrorMessage("disk");

        assertThat(once(3, "abc").block(WAIT)).isEqualTo(new StorageAnswer(200, ""));
        assertThat(store.got()).singleElement().extracting(RawStore.Got::text).isEqualTo("abc");
    }

    @Test
    void send_sourceFails_signalsThatErrorAndTheNextRequestIsAnsweredCorrectly() {
        Flux<ByteBuffer> failing = text("hello").concatWith(Flux.error(new IllegalStateException("disk")));

        StepVerifier.create(put(11, failing)).verifyErrorMessage("disk");
        assertThat(put(3, text("abc")).block(WAIT)).isEqualTo(new StorageAnswer(200, ""));
    }

    @Test
    void send_refusedWithXml_givesCodeAndMessageOnly() {
        store.answer((request, response) -> RawStore.drain(request)
                .then(response.status(403)
                        .sendString(Mono.just("<?xml version=\"1.0\"?><Error><Code>SignatureDoesNotMatch</Code>"
                                + "<Message>The signature differs</Message>"
                                + "<StringToSign>AWS4 secret-looking</StringToSign></Error>"))
                        .then()));

        assertThat(put(3, text("abc")).block(WAIT))
                .isEqualTo(new StorageAnswer(403, "SignatureDoesNotMatch: The signature differs"));
    }

    @Test
    void send_answeredWhileSending_givesTheStatusAndTheNextRequestIsAnsweredCorrectly() {
        store.answer((request, response) -> response.status(403).send());
        AtomicInteger cancelled = new AtomicInteger();
        Flux<ByteBuffer> slow = text("abc").concatWith(Mono.never()).doOnCancel(cancelled::incrementAndGet);

        assertThat(put(1_000_000, slow).block(WAIT)).isEqualTo(new StorageAnswer(403, ""));

        store.answer(store::keep);
        assertThat(put(3, text("abc")).block(WAIT)).isEqualTo(new StorageAnswer(200, ""));
        assertThat(store.got()).singleElement().extracting(RawStore.Got::text).isEqualTo("abc");
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void send_connectionClosedWithoutStatus_isAStorageExceptionWithStatusZero() {
        store.answer((request, response) -> {
            request.withConnection(connection -> connection.dispose());
            return Mono.never();
        });

        StepVerifier.create(put(3, text("abc")))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                StorageException.class,
                                e -> assertThat(e.status()).isZero())
                        .hasMessageContaining("/bucket/")
                        .hasMessageNotContaining("Signature"));
    }

    @Test
    void send_noAnswer_failsAfterTheResponseTimeout() {
        HttpRuntime impatient = HttpRuntime.create(HttpSettings.builder("http://127.0.0.1:9")
                .timeouts(HttpTimeouts.DEFAULTS.withResponse(Duration.ofMillis(200)))
                .build());
        store.answer((request, response) -> Mono.never());

        StepVerifier.create(impatient.storage().send("PUT", url(), Map.of(), 3, text("abc")))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOf(StorageException.class)
                        .hasMessageContaining("response timeout"));
        impatient.disposeLater().block(WAIT);
    }

    @Test
    void send_redirected_givesTheStatusAndFollowsNothing() {
        store.answer((request, response) -> RawStore.drain(request)
                .then(response.status(307).header("Location", "/elsewhere").send()));

        assertThat(put(3, text("abc")).block(WAIT)).isEqualTo(new StorageAnswer(307, ""));
    }

    @Test
    void send_slowStore_slowsTheSource() {
        AtomicLong asked = new AtomicLong();
        Flux<ByteBuffer> source =
                Flux.range(0, 10_000).map(i -> ByteBuffer.allocate(64 * 1024)).doOnRequest(asked::addAndGet);
        store.answer((request, response) -> Mono.never()); // takes what fits into the sockets

        StepVerifier.create(put(10_000L * 64 * 1024, source), 1)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(300))
                .thenCancel()
                .verify(WAIT);
        assertThat(asked.get()).isLessThan(1000);
    }

    @Test
    void send_cancelledMidway_cancelsTheSourceAndFreesTheConnection() {
        AtomicInteger cancelled = new AtomicInteger();
        Flux<ByteBuffer> endless = text("abc").concatWith(Mono.never()).doOnCancel(cancelled::incrementAndGet);

        StepVerifier.create(put(1000, endless))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(100))
                .thenCancel()
                .verify(WAIT);

        assertThat(put(3, text("abc")).block(WAIT)).isEqualTo(new StorageAnswer(200, "")); // of a pool of one
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void send_twice_isTwoTransfers() {
        Mono<StorageAnswer> put = put(3, text("abc"));
        put.block(WAIT);
        put.block(WAIT);

        assertThat(store.got()).hasSize(2);
        assertThat(store.connections()).isEqualTo(1);
    }

    @Test
    void get_content_arrivesByDemand() {
        byte[] content = new byte[3_000_000];
        new java.util.Random(7).nextBytes(content);
        store.answer((request, response) -> response.sendByteArray(Mono.just(content)));
        List<byte[]> pieces = new ArrayList<>();

        StepVerifier.create(storage.get(url(), WAIT), 0)
                .thenRequest(1)
                .consumeNextWith(piece -> pieces.add(bytes(piece)))
                .expectNoEvent(Duration.ofMillis(100))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(piece -> true, piece -> pieces.add(bytes(piece)))
                .verifyComplete();
        assertThat(concat(pieces)).isEqualTo(content);
    }

    @Test
    void get_subscriberTakesItsTime_doesNotTimeOut() {
        store.answer((request, response) -> response.sendByteArray(Mono.just(new byte[500_000])));

        StepVerifier.create(storage.get(url(), Duration.ofSeconds(2)), 1)
                .expectNextCount(1)
                .expectNoEvent(Duration.ofSeconds(3))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(piece -> true)
                .verifyComplete();
    }

    @Test
    void get_storeStops_failsAfterTheResponseTimeout() {
        store.answer((request, response) ->
                response.sendByteArray(Flux.just(new byte[10]).concatWith(Mono.never())));

        StepVerifier.create(storage.get(url(), Duration.ofMillis(200)))
                .thenConsumeWhile(piece -> true)
                .verifyErrorSatisfies(failure ->
                        assertThat(failure).isInstanceOf(StorageException.class).hasMessageContaining("timeout"));
    }

    @Test
    void get_notFound_isAStorageException() {
        store.answer((request, response) -> response.status(404)
                .sendString(Mono.just("<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>")));

        StepVerifier.create(storage.get(url(), WAIT))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                StorageException.class,
                                e -> assertThat(e.status()).isEqualTo(404))
                        .hasMessageContaining("NoSuchKey: gone")
                        .hasMessageNotContaining("Signature"));
    }

    @Test
    void get_cancelled_freesTheConnection() {
        store.answer((request, response) -> response.sendByteArray(Mono.just(new byte[3_000_000])));

        StepVerifier.create(storage.get(url(), WAIT), 1)
                .expectNextCount(1)
                .thenCancel()
                .verify(WAIT);

        store.answer(store::keep);
        assertThat(put(3, text("abc")).block(WAIT)).isEqualTo(new StorageAnswer(200, ""));
    }

    private Mono<StorageAnswer> put(long length, Flux<ByteBuffer> body) {
        return storage.send("PUT", url(), Map.of("Content-Type", "image/png"), length, body);
    }

    private Mono<StorageAnswer> once(long length, String body) {
        Mono<ByteBuffer> bytes = Mono.fromSupplier(() -> ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
        return storage.send("PUT", url(), Map.of("Content-Type", "image/png"), length, bytes);
    }

    private SignedUrl url() {
        return SignedUrl.of(store.url("/bucket/a%2Fb+c.png?X-Amz-Signature=abc%2B"));
    }

    private static Flux<ByteBuffer> text(String... pieces) {
        return Flux.fromArray(pieces).map(piece -> ByteBuffer.wrap(piece.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] concat(List<byte[]> pieces) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }
}
