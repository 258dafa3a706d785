package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentDigest;
import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Uploads that are cancelled, or come to a queue that stops, at the worst moment. */
class BackgroundRaceTests extends BackgroundFixture {
    private static final long PLENTY = 10_000_000;
    private final Disposable.Swap upload = Disposables.swap();
    private final Sinks.Empty<Void> start = Sinks.empty();
    private @Nullable BlobPipeline spooling;

    @AfterEach
    void closeSpooling() {
        if (spooling != null) {
            spooling.disposeLater().block(WAIT);
        }
    }

    /** The upload is cancelled once its content is on disk, and before the queue has taken it. */
    private BlobPipeline cancelling() {
        BlobPipeline real = BlobPipeline.create(
                http.storage(),
                TransferSettings.builder().spoolDirectory(folder).build());
        spooling = real;
        return new BlobPipeline() {
            @Override
            public Mono<PreparedBlob> prepare(
                    ContentSource source, @Nullable ContentType declared, @Nullable String name) {
                return real.prepare(source, declared, name).doOnNext(blob -> {
                    assertThat(files()).hasSize(1);
                    upload.dispose();
                });
            }

            @Override
            public Mono<BlobReceipt> store(PreparedBlob blob, BlobStore store) {
                return real.store(blob, store);
            }

            @Override
            public Mono<Void> disposeLater() {
                return real.disposeLater();
            }
        };
    }

    private static Mono<BlobInfo> once(BackgroundUploads queue, Flux<ByteBuffer> content) {
        return room(queue)
                .upload(
                        Mono.just(new BlobContent(ContentSource.ofOneShot(content), PNG, null)),
                        Map.of("item", "once"));
    }

    private static BackgroundUploads.Room room(BackgroundUploads queue) {
        return Objects.requireNonNull(queue.reserve(0));
    }

    @Test
    void upload_cancelledAsItIsTaken_deletesWhatWasSpooled() {
        BackgroundUploads queue = BackgroundUploads.create(
                cancelling(),
                target -> platform.target("none"),
                BackgroundSettings.defaults().withTemporary(folder));
        Flux<ByteBuffer> content = Flux.just(ByteBuffer.allocate(300_000)).delaySubscription(start.asMono());
        upload.update(once(queue, content).subscribe());
        start.tryEmitEmpty();
        until(upload::isDisposed);
        queue.flush().block(WAIT);
        until(() -> files().isEmpty());
        assertNothingHeld(queue);
        assertThat(queue.statistics().accepted()).isZero();
        queue.shutdown(SHORT).block(WAIT);
    }

    @Test
    void upload_intoRoomOfAQueueThatHasStopped_countsAsDropped() {
        BackgroundUploads queue = queue(PLENTY, PLENTY, 0, false);
        BackgroundUploads.Room first = room(queue);
        BackgroundUploads.Room second = room(queue);
        queue.shutdown(SHORT).block(WAIT);
        byte[] bytes = content(1);
        ByteBuffer content = ByteBuffer.wrap(bytes);
        first.upload(new BlobInfo(ContentDigest.ofContent(content), PNG), content, Map.of("item", "a"));
        second.upload(Mono.just(new BlobContent(ContentSource.ofBytes(bytes), PNG, null)), Map.of("item", "b"))
                .block(WAIT);
        assertThat(platform.linked()).isEmpty();
        assertThat(queue.statistics().accepted()).isEqualTo(2);
        assertThat(queue.statistics().dropped()).isEqualTo(2);
    }

    @Test
    void uploads_thatAreBeingSpooled_countAgainstTheDisk() {
        BackgroundUploads queue = queue(PLENTY, PLENTY, 500_000, false);
        Flux<ByteBuffer> slow = Flux.just(ByteBuffer.allocate(400_000)).concatWith(Flux.never());
        upload.update(once(queue, slow).subscribe());
        until(() -> queue.statistics().spoolBytes() == 400_000);
        StepVerifier.create(once(queue, slow))
                .expectError(NoRoomException.class)
                .verify(WAIT);
        assertThat(queue.statistics().dropped()).isEqualTo(1);
        upload.dispose();
        until(() -> queue.statistics().spoolBytes() == 0);
        StepVerifier.create(once(queue, Flux.just(ByteBuffer.allocate(400_000))))
                .expectNextCount(1)
                .expectComplete()
                .verify(WAIT);
        queue.flush().block(WAIT);
        assertNothingHeld(queue);
    }

    @Test
    void file_whileMoreIsOnDiskThanMayBe_isTaken() throws IOException {
        platform.onRequest = info -> Mono.never();
        BackgroundUploads earlier = queue(PLENTY, 0, PLENTY, true);
        offer(earlier, "old0", content(0));
        offer(earlier, "old1", content(1));
        until(() -> blobs() == 2);
        earlier.shutdown(SHORT).block(WAIT);

        BackgroundUploads queue = queue(PLENTY, PLENTY, 30_000, true); // less than before
        queue.recover();
        until(() -> queue.statistics().spoolBytes() == 40_000);
        Path file = Files.write(folder.resolve("a.png"), content(2));
        Mono<BlobInfo> taken = room(queue)
                .upload(Mono.just(new BlobContent(ContentSource.ofFile(file), PNG, null)), Map.of("item", "file"));
        StepVerifier.create(taken).expectNextCount(1).expectComplete().verify(WAIT);
        assertThat(queue.statistics().dropped()).isZero();
    }
}
