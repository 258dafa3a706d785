package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentChangedException;
import dev.vitrine.content.ContentSource;
import dev.vitrine.reactor.testing.RawStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;

/** What is repeated, with which ticket, and how an upload fails. */
class BlobPipelineFailureTests extends BlobPipelineFixture {
    @TempDir
    Path folder = Path.of(".");

    @ParameterizedTest(name = "status {0}")
    @ValueSource(ints = {408, 429, 500, 503})
    void store_storeIsBusy_isRepeatedWithTheSameTicket(int status) {
        refuse(status, 2);

        assertThat(store("item", content(1)).deduplicated()).isFalse();
        assertThat(timer.delays()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(platform.tickets()).isEqualTo(1);
        assertThat(platform.confirmed).extracting(TransferOutcome::status).containsExactly(200);
    }

    @Test
    void store_storeStaysBusy_reportsTheStatusThenFails() {
        refuse(503, 10);

        StepVerifier.create(upload("item", content(1)))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(UploadException.class, e -> {
                            assertThat(e.stage()).isEqualTo(UploadException.Stage.TRANSFER);
                            assertThat(e.status()).isEqualTo(503);
                            assertThat(e.attempts()).isEqualTo(4);
                        })
                        .hasMessageContaining("refused: 503 times")
                        .hasMessageNotContaining("secret"));
        assertThat(platform.confirmed).extracting(TransferOutcome::status).containsExactly(503);
        assertAllFree();
    }

    @Test
    void store_ticketExpired_getsOneFreshTicket() {
        refuse(403, 1);

        assertThat(store("item", content(1)).deduplicated()).isFalse();
        assertThat(platform.tickets()).isEqualTo(2);
        assertThat(store.got())
                .singleElement()
                .satisfies(got -> assertThat(got.uri()).endsWith("secret2"));
    }

    @Test
    void store_freshTicketIsRefusedToo_fails() {
        refuse(403, 5);

        StepVerifier.create(upload("item", content(1)))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(UploadException.class, e -> {
                            assertThat(e.status()).isEqualTo(403);
                            assertThat(e.attempts()).isEqualTo(2);
                        }));
        assertThat(platform.tickets()).isEqualTo(2);
        assertThat(platform.confirmed).extracting(TransferOutcome::status).containsExactly(403);
    }

    @Test
    void store_connectionClosedWithoutStatus_getsAFreshTicketBeforeItIsRepeated() {
        AtomicInteger arrived = new AtomicInteger();
        store.answer((request, response) -> {
            if (arrived.getAndIncrement() > 0) {
                return store.keep(request, response);
            }
            request.withConnection(connection -> connection.dispose());
            return Mono.never();
        });

        assertThat(store("item", content(1)).deduplicated()).isFalse();
        assertThat(platform.tickets()).isEqualTo(2);
        assertThat(store.got())
                .singleElement()
                .satisfies(got -> assertThat(got.uri()).endsWith("secret2"));
    }

    @Test
    void store_connectionAlwaysClosed_reportsNoStatusThenFails() {
        store.answer((request, response) -> {
            request.withConnection(connection -> connection.dispose());
            return Mono.never();
        });

        StepVerifier.create(upload("item", content(1)))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(UploadException.class, e -> {
                            assertThat(e.status()).isZero();
                            assertThat(e.attempts()).isEqualTo(4);
                        }));
        assertThat(platform.tickets()).isEqualTo(2);
        assertThat(platform.confirmed).extracting(TransferOutcome::status).containsExactly(0);
    }

    @Test
    void store_refusedForGood_failsAtOnceAndReportsIt() {
        refuse(400, 5);

        StepVerifier.create(upload("item", content(1)))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                UploadException.class,
                                e -> assertThat(e.attempts()).isEqualTo(1)));
        assertThat(platform.confirmed).singleElement().satisfies(outcome -> {
            assertThat(outcome.status()).isEqualTo(400);
            assertThat(outcome.error()).contains("refused");
        });
    }

    @Test
    void store_reportOfAFailureFails_isAddedToIt() {
        refuse(400, 5);
        platform.onConfirm = outcome -> Mono.error(new IllegalStateException("platform down"));

        StepVerifier.create(upload("item", content(1))).verifyErrorSatisfies(failure -> {
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            UploadException.class,
                            e -> assertThat(e.stage()).isEqualTo(UploadException.Stage.TRANSFER));
            assertThat(failure.getSuppressed())
                    .anySatisfy(second -> assertThat(second)
                            .isInstanceOf(UploadException.class)
                            .hasMessageContaining("platform down"));
        });
    }

    @Test
    void store_platformRefusesTheRequest_failsAtThatStage() {
        platform.onRequest = info -> Mono.error(new IllegalStateException("no bucket"));

        StepVerifier.create(upload("item", content(1)))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                UploadException.class,
                                e -> assertThat(e.stage()).isEqualTo(UploadException.Stage.REQUEST_URL))
                        .hasMessageContaining("no bucket"));
        assertThat(store.got()).isEmpty();
    }

    @Test
    void store_platformDoesNotTakeNote_failsAtThatStage_andTheNextCallSendsAgain() {
        platform.onConfirm = outcome -> Mono.error(new IllegalStateException("gone"));
        StepVerifier.create(upload("item", content(1)))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                UploadException.class,
                                e -> assertThat(e.stage()).isEqualTo(UploadException.Stage.CONFIRM)));

        platform.onConfirm = outcome -> Mono.empty();
        assertThat(store("item", content(1)).deduplicated()).isFalse();
    }

    @Test
    void store_fileChangedAfterItsDigest_neverArrivesWhole_andFailsBeforeSuccessIsConfirmed() throws IOException {
        Path file = Files.write(folder.resolve("a.bin"), content(1));
        PreparedBlob blob = Objects.requireNonNull(
                pipeline.prepare(ContentSource.ofFile(file), PNG, null).block(WAIT));
        byte[] changed = content(1);
        changed[0] ^= 1;
        Files.write(file, changed);

        StepVerifier.create(pipeline.store(blob, platform.target("item"))).verifyErrorSatisfies(failure -> {
            assertThat(failure).isInstanceOf(ContentChangedException.class).hasMessageContaining("a.bin");
        });
        assertThat(store.got()).isEmpty();
        assertThat(platform.confirmed).extracting(TransferOutcome::status).containsExactly(0);
        assertAllFree();
    }

    @Test
    void store_bodyFailsWhileItIsSent_isNotRepeated() {
        AtomicInteger reads = new AtomicInteger();
        ContentSource source = ContentSource.ofPublisher(() -> reads.getAndIncrement() == 0
                ? Flux.just(ByteBuffer.wrap(content(1)))
                : Flux.error(new IllegalStateException("source torn")));
        PreparedBlob blob =
                Objects.requireNonNull(pipeline.prepare(source, PNG, null).block(WAIT));

        StepVerifier.create(pipeline.store(blob, platform.target("item")))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(
                                UploadException.class,
                                e -> assertThat(e.stage()).isEqualTo(UploadException.Stage.TRANSFER))
                        .hasMessageContaining("source torn"));
        assertThat(reads).hasValue(2);
    }

    @Test
    void store_storeSaysWhenToRepeat_waitsSoLong() {
        AtomicInteger refusals = new AtomicInteger();
        store.answer((request, response) -> refusals.getAndIncrement() == 0
                ? RawStore.drain(request)
                        .then(response.status(503).header("Retry-After", "7").send())
                : store.keep(request, response));

        assertThat(store("item", content(1)).deduplicated()).isFalse();
        assertThat(timer.delays()).contains(Duration.ofSeconds(7)).doesNotContain(Duration.ofMillis(500));
    }

    @Test
    void store_freshTicketCannotBeHad_reportsTheRefusalOfTheFirst() {
        store.answer((request, response) -> RawStore.drain(request).then(refusal(response, 403)));
        platform.onRequest = info -> platform.requests.isEmpty()
                ? Mono.empty()
                : Mono.error(new IllegalStateException("the platform is away"));

        StepVerifier.create(upload("item", content(1)))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                UploadException.class,
                                failed -> assertThat(failed.stage()).isEqualTo(UploadException.Stage.REQUEST_URL)));
        assertThat(platform.confirmed).extracting(TransferOutcome::status).containsExactly(403);
        assertAllFree();
    }

    private void refuse(int status, int times) {
        AtomicInteger left = new AtomicInteger(times);
        store.answer((request, response) -> left.getAndDecrement() > 0
                ? RawStore.drain(request).then(refusal(response, status))
                : store.keep(request, response));
    }

    private static Mono<Void> refusal(HttpServerResponse response, int status) {
        return response.status(status)
                .sendString(Mono.just("refused: " + status + " times"))
                .then();
    }
}
