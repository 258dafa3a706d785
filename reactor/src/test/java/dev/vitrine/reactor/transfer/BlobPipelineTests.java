package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.reactor.testing.RawStore;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What is sent for many targets, and what cancelling leaves behind. */
class BlobPipelineTests extends BlobPipelineFixture {

    @Test
    void store_newBlob_isRequestedSentAndConfirmed() {
        BlobReceipt receipt = store("item", content(1));

        assertThat(receipt.deduplicated()).isFalse();
        assertThat(platform.fetch("item")).isEqualTo(content(1));
        assertThat(platform.confirmed).containsExactly(new TransferOutcome(200, "", NOW, Duration.ZERO));
        assertThat(store.got())
                .singleElement()
                .satisfies(got -> assertThat(got.headers().names())
                        .usingElementComparator(String.CASE_INSENSITIVE_ORDER)
                        .containsExactlyInAnyOrder("host", "User-Agent", "accept", "Content-Type", "Content-Length"));
        assertAllFree();
    }

    @Test
    void store_platformHasIt_sendsNothing() {
        store("one", content(1));
        BlobReceipt receipt = store("two", content(1));

        assertThat(receipt.deduplicated()).isTrue();
        assertThat(store.got()).hasSize(1);
        assertThat(platform.confirmed).hasSize(1);
    }

    @Test
    void store_secondSubscription_isASecondRequest() {
        PreparedBlob blob = prepared(content(1), PNG);
        Mono<BlobReceipt> upload = pipeline.store(blob, platform.target("item"));
        assertThat(platform.requests).isEmpty();

        assertThat(block(upload).deduplicated()).isFalse();
        assertThat(block(upload).deduplicated()).isTrue();
    }

    @Test
    void store_thousandTargetsOfTenBlobs_areTenTransfersAndAThousandLinks() {
        Flux.range(0, 1000)
                .flatMap(
                        i -> pipeline.prepare(ContentSource.ofBytes(content(i % 10)), PNG, null)
                                .flatMap(blob -> pipeline.store(blob, platform.target("item" + i))),
                        64)
                .blockLast(WAIT);

        assertThat(store.got()).hasSize(10);
        assertThat(platform.confirmed).hasSize(10);
        for (int i = 0; i < 1000; i++) {
            assertThat(platform.fetch("item" + i)).isEqualTo(content(i % 10));
        }
        assertAllFree();
    }

    @Test
    void store_twoContentTypes_keepBothLinksAlive() {
        Mono<BlobReceipt> png = pipeline.store(prepared(content(1), PNG), platform.target("png"));
        Mono<BlobReceipt> jpeg = pipeline.store(prepared(content(1), ContentType.IMAGE_JPEG), platform.target("jpeg"));

        Mono.when(png, jpeg).block(WAIT);

        assertThat(platform.fetch("png")).isEqualTo(content(1));
        assertThat(platform.fetch("jpeg")).isEqualTo(content(1));
        assertThat(store.got()).hasSize(1);
    }

    @Test
    void store_cancelledAsASecondType_leavesTheFirstAlive() {
        store("png", content(1));
        platform.onRequest = info -> Mono.never();
        Disposable second = pipeline.store(prepared(content(1), ContentType.IMAGE_JPEG), platform.target("jpeg"))
                .subscribe();
        second.dispose();
        platform.onRequest = info -> Mono.empty();

        assertThat(platform.fetch("png")).isEqualTo(content(1));
        assertThat(block(pipeline.store(prepared(content(1), ContentType.IMAGE_JPEG), platform.target("jpeg")))
                        .blob()
                        .contentType())
                .isEqualTo(PNG);
        assertThat(platform.fetch("png")).isEqualTo(content(1));
    }

    @Test
    void store_storedWith201WhichThePlatformDoesNotRemember_isSentOnceForAllThatWaited() {
        store.answer((request, response) -> store.take(request)
                .then(Mono.delay(Duration.ofMillis(100)))
                .then(response.status(201).send()));
        PreparedBlob blob = prepared(content(1), PNG);

        Flux.range(0, 20)
                .flatMap(i -> pipeline.store(blob, platform.target("item" + i)), 20)
                .blockLast(WAIT);
        assertThat(store.got()).hasSize(1);
        assertThat(platform.requests).hasSizeGreaterThanOrEqualTo(20);

        assertThat(block(pipeline.store(blob, platform.target("later"))).deduplicated())
                .isFalse(); // the platform asks for the bytes, and nobody has just sent them
        assertThat(store.got()).hasSize(2);
        assertAllFree();
    }

    @Test
    void store_typeForgotten_isDeclaredAnew_andStillAlive() {
        DefaultBlobPipeline forgetful = new DefaultBlobPipeline(
                http.storage(), TransferSettings.builder().maxRememberedTypes(1).build());
        block(forgetful.store(prepared(content(1), PNG), platform.target("png")));
        block(forgetful.store(prepared(content(2), PNG), platform.target("other")));
        BlobReceipt again =
                block(forgetful.store(prepared(content(1), ContentType.IMAGE_JPEG), platform.target("jpeg")));

        assertThat(again.blob().contentType()).isEqualTo(ContentType.IMAGE_JPEG);
        assertThat(platform.fetch("png")).isEqualTo(content(1));
        assertThat(platform.fetch("jpeg")).isEqualTo(content(1));
    }

    @RepeatedTest(3)
    void store_manyTypesAndCancels_neverLeaveADeadLink() {
        ContentType[] types = {PNG, ContentType.IMAGE_JPEG, ContentType.OCTET_STREAM};
        Random random = new Random(3);
        Flux.range(0, 300)
                .flatMap(
                        i -> {
                            Mono<BlobReceipt> upload = pipeline.prepare(
                                            ContentSource.ofBytes(content(i % 5)), types[i % 3], null)
                                    .flatMap(blob -> pipeline.store(blob, platform.target("item" + i % 50)));
                            return i % 2 == 0
                                    ? upload.timeout(Duration.ofMillis(random.nextInt(1, 20)), Mono.empty())
                                    : upload;
                        },
                        32)
                .blockLast(WAIT);

        assertThat(platform.linked())
                .isNotEmpty()
                .allSatisfy(item -> assertThat(platform.fetch(item)).isNotNull());
        until(() -> pipeline.turns.size() == 0 && pipeline.permits.freeCount() == 2);
        assertAllFree();
    }

    @Test
    void store_firstOfTwoFails_theNextTakesOver() {
        AtomicInteger answered = new AtomicInteger();
        store.answer((request, response) -> answered.getAndIncrement() == 0
                ? RawStore.drain(request).then(response.status(400).send())
                : store.keep(request, response));
        PreparedBlob blob = prepared(content(1), PNG);

        StepVerifier.create(Mono.zip(
                        pipeline.store(blob, platform.target("one")).materialize(),
                        pipeline.store(blob, platform.target("two")).materialize()))
                .assertNext(both -> {
                    assertThat(both.getT1().isOnError()).isTrue();
                    assertThat(both.getT2().isOnNext()).isTrue();
                })
                .verifyComplete();
        assertThat(platform.fetch("two")).isEqualTo(content(1));
        assertAllFree();
    }

    @Test
    void store_firstOfTwoIsCancelledMidway_theNextTakesOver() {
        AtomicInteger arrived = new AtomicInteger();
        store.answer((request, response) -> arrived.getAndIncrement() == 0
                ? RawStore.drain(request).then(Mono.never())
                : store.keep(request, response));
        PreparedBlob blob = prepared(content(1), PNG);
        Disposable first = pipeline.store(blob, platform.target("one")).subscribe();
        Mono<BlobReceipt> second = pipeline.store(blob, platform.target("two")).cache();
        Disposable waiting = second.subscribe();
        until(() -> arrived.get() == 1);
        assertThat(platform.requests).hasSize(1);

        first.dispose();

        assertThat(block(second).deduplicated()).isFalse();
        assertThat(waiting.isDisposed()).isTrue();
        assertAllFree();
    }

    @RepeatedTest(3)
    void store_cancelledInEveryState_leavesNothingBehind() {
        store.answer((request, response) -> RawStore.drain(request).then(Mono.never()));
        for (int i = 0; i < 20; i++) {
            AtomicInteger arrived = new AtomicInteger();
            int late = i % 4;
            platform.onRequest = info -> late == 1 ? Mono.never() : Mono.empty();
            store.answer((request, response) -> {
                arrived.incrementAndGet();
                return late == 2 ? RawStore.drain(request).then(Mono.never()) : store.keep(request, response);
            });
            platform.onConfirm = outcome -> late == 3 ? Mono.<Void>never() : Mono.empty();
            Disposable upload = pipeline.store(prepared(content(100 + i), PNG), platform.target("item"))
                    .subscribe();
            if (late >= 2) {
                until(() -> arrived.get() >= 1); // its own, or that of the one cancelled before
            }
            upload.dispose();
        }
        platform.onRequest = info -> Mono.empty();
        platform.onConfirm = outcome -> Mono.empty();
        store.answer(store::keep);

        assertThat(store("item", content(7)).deduplicated()).isFalse();
        assertAllFree();
    }

    @Test
    void store_moreThanThePermits_wait_andConfirmingHoldsNone() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        store.answer((request, response) -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            return store.take(request)
                    .then(Mono.delay(Duration.ofMillis(20)))
                    .doOnTerminate(running::decrementAndGet) // before the answer goes out
                    .then(response.send());
        });
        AtomicInteger confirming = new AtomicInteger();
        AtomicInteger mostConfirming = new AtomicInteger();
        platform.onConfirm = outcome -> {
            mostConfirming.accumulateAndGet(confirming.incrementAndGet(), Math::max);
            return Mono.delay(Duration.ofMillis(200))
                    .doOnNext(x -> confirming.decrementAndGet())
                    .then();
        };

        Flux.range(0, 12)
                .flatMap(
                        i -> pipeline.prepare(ContentSource.ofBytes(content(i)), PNG, null)
                                .flatMap(blob -> pipeline.store(blob, platform.target("item" + i))),
                        12)
                .blockLast(WAIT);

        assertThat(most).hasValue(2);
        assertThat(mostConfirming).hasValueGreaterThan(2);
        assertAllFree();
    }

    @Test
    void store_timesOutOutside_leavesNothingBehind() {
        store.answer((request, response) -> RawStore.drain(request).then(Mono.never()));

        StepVerifier.create(upload("item", content(1)).timeout(Duration.ofMillis(300)))
                .verifyError(java.util.concurrent.TimeoutException.class);
        assertAllFree();
    }

    @Test
    void disposeLater_uploadUnderWay_ends() {
        AtomicInteger arrived = new AtomicInteger();
        store.answer((request, response) -> {
            arrived.incrementAndGet();
            return RawStore.drain(request).then(Mono.never());
        });

        StepVerifier.create(upload("item", content(1)))
                .expectSubscription()
                .then(() -> until(() -> arrived.get() == 1))
                .then(() -> pipeline.disposeLater().block(WAIT))
                .verifyError(PipelineClosedException.class);
        StepVerifier.create(upload("item", content(1))).verifyError(PipelineClosedException.class);
        assertAllFree();
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        Mono.fromSupplier(condition::getAsBoolean)
                .filter(met -> met)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(10)))
                .block(WAIT);
    }
}
