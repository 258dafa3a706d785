package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vitrine.content.ContentException;
import dev.vitrine.content.ContentSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class BackgroundUploadsTests extends BackgroundFixture {
    private static final long ROOM = 20_000 + UploadJob.OWN_BYTES;
    private final Sinks.Empty<Void> open = Sinks.empty();

    private void holdRequests() {
        platform.onRequest = info -> open.asMono();
    }

    private static BackgroundUploads.Room room(BackgroundUploads queue, long bytes) {
        return Objects.requireNonNull(queue.reserve(bytes));
    }

    @Test
    void offer_isUploadedWithoutAnyWaiting() {
        BackgroundUploads queue = queue(1_000_000, 1_000_000, 0, false);
        assertThat(offer(queue, "a", content(1))).isTrue();
        queue.flush().block(WAIT);
        assertThat(platform.fetch("a")).isEqualTo(content(1));
        assertThat(queue.statistics()).isEqualTo(new BackgroundStatistics(1, 1, 0, 0, 0, 0));
        assertThat(files()).isEmpty();
    }

    @Test
    void sameContentForTwoTargets_oneTransferTwoLinks() {
        BackgroundUploads queue = queue(1_000_000, 1_000_000, 0, false);
        offer(queue, "a", content(1));
        offer(queue, "b", content(1));
        queue.flush().block(WAIT);
        assertThat(platform.linked()).containsExactlyInAnyOrder("a", "b");
        assertThat(store.got()).hasSize(1);
    }

    @Test
    void heapThenDiskThenDropped_andAllAcceptedArrive() throws IOException {
        holdRequests();
        BackgroundUploads queue = queue(6 * ROOM, 2 * ROOM, 60_000, false);
        int accepted = 0;
        for (int i = 0; i < 5; i++) {
            accepted += offer(queue, "item" + i, content(i)) ? 1 : 0;
        }
        until(() -> blobs() == 3 && queue.statistics().heapBytes() == 2 * ROOM + 3 * UploadJob.OWN_BYTES);
        assertThat(queue.statistics().spoolBytes()).isEqualTo(60_000);
        Path file = files().get(0);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        for (int i = 5; i < 20; i++) {
            accepted += offer(queue, "item" + i, content(i)) ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(8); // the disk is full, and the heap then too
        assertThat(queue.statistics().dropped()).isEqualTo(12);
        assertThat(queue.statistics().heapBytes()).isLessThanOrEqualTo(6 * ROOM);

        open.tryEmitEmpty();
        queue.flush().block(WAIT);
        assertThat(platform.linked()).hasSize(8);
        assertThat(platform.fetch("item4")).isEqualTo(content(4));
        assertThat(queue.statistics().uploaded()).isEqualTo(8);
        assertNothingHeld(queue);
        assertThat(files()).isEmpty();
        assertAllFree();
    }

    @Test
    void largerThanAll_goesWhenNothingElseDoes() {
        BackgroundUploads queue = queue(1_000, 1_000, 0, false);
        assertThat(offer(queue, "a", content(1))).isTrue();
        queue.flush().block(WAIT);
        assertThat(platform.fetch("a")).isEqualTo(content(1));
        assertNothingHeld(queue);
    }

    @Test
    void concurrency_isTheLimit() {
        AtomicInteger running = new AtomicInteger();
        holdRequests();
        platform.onRequest = info -> {
            running.incrementAndGet();
            return open.asMono();
        };
        BackgroundUploads queue = queue(10 * ROOM, 10 * ROOM, 0, false);
        for (int i = 0; i < 5; i++) {
            offer(queue, "item" + i, content(i));
        }
        until(() -> running.get() == 2);
        StepVerifier.create(queue.flush(Duration.ofMillis(50)))
                .expectError(TimeoutException.class)
                .verify(WAIT);
        assertThat(running.get()).isEqualTo(2);
        open.tryEmitEmpty();
        queue.flush().block(WAIT);
        assertThat(platform.linked()).hasSize(5);
    }

    @Test
    void flush_doesNotWaitForWhatComesLater() {
        BackgroundUploads queue = queue(10 * ROOM, 10 * ROOM, 0, false);
        offer(queue, "a", content(1));
        queue.flush().block(WAIT);
        holdRequests();
        Mono<Void> flush = queue.flush();
        StepVerifier.create(flush).verifyComplete();
        offer(queue, "b", content(2));
        StepVerifier.create(queue.flush(Duration.ofMillis(50)))
                .expectError(TimeoutException.class)
                .verify(WAIT);
        open.tryEmitEmpty();
        queue.flush().block(WAIT);
    }

    @Test
    void upload_failsForGood_isCountedAndFreed() {
        store.answer((request, response) -> refuse(request, response));
        BackgroundUploads queue = queue(10 * ROOM, 0, 1_000_000, false);
        offer(queue, "a", content(1));
        queue.flush().block(WAIT);
        assertThat(queue.statistics()).isEqualTo(new BackgroundStatistics(1, 0, 1, 0, 0, 0));
        assertThat(files()).isEmpty();
        assertAllFree();
    }

    private static org.reactivestreams.Publisher<Void> refuse(
            reactor.netty.http.server.HttpServerRequest request,
            reactor.netty.http.server.HttpServerResponse response) {
        return dev.vitrine.reactor.testing.RawStore.drain(request)
                .then(response.status(400).send().then());
    }

    @Test
    void shutdown_withinItsLimit_dropsTheRestAndDeletesFiles() {
        holdRequests();
        BackgroundUploads queue = queue(10 * ROOM, ROOM, 1_000_000, false);
        for (int i = 0; i < 4; i++) {
            offer(queue, "item" + i, content(i));
        }
        until(() -> blobs() == 3);
        StepVerifier flush = StepVerifier.create(queue.flush()).expectComplete().verifyLater();
        queue.shutdown(SHORT).block(WAIT);
        flush.verify(WAIT);
        queue.shutdown(SHORT).block(WAIT);
        assertThat(queue.statistics().dropped()).isEqualTo(4);
        assertThat(queue.reserve(1)).isNull();
        assertThat(folder).isEmptyDirectory();
        queue.flush().block(WAIT);
    }

    @Test
    void digestFirst_anySource_isUploaded() throws IOException {
        BackgroundUploads queue = queue(10 * ROOM, 10 * ROOM, 10_000_000, false);
        Path file = Files.write(folder.resolve("a.png"), content(1));
        byte[] large = new byte[700_000];
        Map<String, ContentSource> sources = Map.of(
                "file", ContentSource.ofFile(file),
                "once", ContentSource.ofOneShot(Mono.fromSupplier(() -> ByteBuffer.wrap(content(2)))),
                "large", ContentSource.ofOneShot(Flux.just(ByteBuffer.wrap(large))),
                "again", ContentSource.ofPublisher(() -> Mono.just(ByteBuffer.wrap(content(3)))),
                "stream", ContentSource.ofInputStream(() -> new java.io.ByteArrayInputStream(content(4))));
        sources.forEach((item, source) -> {
            Mono<BlobInfo> upload =
                    room(queue, 0).upload(Mono.just(new BlobContent(source, PNG, null)), Map.of("item", item));
            assertThat(Objects.requireNonNull(upload.block(WAIT)).contentType()).isEqualTo(PNG);
        });
        queue.flush().block(WAIT);
        assertThat(platform.fetch("file")).isEqualTo(content(1));
        assertThat(platform.fetch("once")).isEqualTo(content(2));
        assertThat(platform.fetch("large")).isEqualTo(large);
        assertThat(platform.fetch("again")).isEqualTo(content(3));
        assertThat(platform.fetch("stream")).isEqualTo(content(4));
        assertNothingHeld(queue);
        assertThat(files()).containsExactly(file);
    }

    @Test
    void digestFirst_emptyErrorAndCancel_freeTheRoom() {
        BackgroundUploads queue = queue(10 * ROOM, 10 * ROOM, 1_000, false);
        StepVerifier.create(room(queue, 500).upload(Mono.empty(), Map.of())).verifyComplete();
        StepVerifier.create(room(queue, 500)
                        .upload(
                                Mono.just(new BlobContent(ContentSource.ofFile(folder.resolve("none")), null, null)),
                                Map.of()))
                .expectError(ContentException.class)
                .verify(WAIT);
        StepVerifier.create(room(queue, 500)
                        .upload(Mono.just(new BlobContent(ContentSource.ofOneShot(Flux.never()), PNG, null)), Map.of()))
                .expectSubscription()
                .thenAwait(Duration.ofMillis(50))
                .thenCancel()
                .verify(WAIT);
        room(queue, 500).release();
        assertNothingHeld(queue);
        queue.flush().block(WAIT);
        assertThat(((DefaultBackgroundUploads) queue).digests.freeCount()).isEqualTo(16);
    }

    @Test
    void digestFirst_publisherLargerThanTheDisk_isRefused() {
        BackgroundUploads queue = queue(10 * ROOM, 10 * ROOM, 300_000, false);
        Flux<ByteBuffer> endless = Flux.generate(sink -> sink.next(ByteBuffer.allocate(50_000)));
        assertThatThrownBy(() -> room(queue, 0)
                        .upload(Mono.just(new BlobContent(ContentSource.ofOneShot(endless), PNG, null)), Map.of())
                        .block(WAIT))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("300000 bytes");
        assertNothingHeld(queue);
        assertThat(files()).isEmpty();
    }

    @Test
    void settings_outOfRange_areRefused() {
        assertThatThrownBy(() -> BackgroundSettings.defaults().withHeap(0, 0))
                .hasMessage("maxHeapBytes must be 1 or more, not 0");
        assertThatThrownBy(() -> BackgroundSettings.defaults().withSpool(-1, null, ""))
                .hasMessage("maxSpoolBytes must be 0 or more, not -1");
        assertThat(BackgroundSettings.defaults().withSpool(1, null, "pk-secret").toString())
                .doesNotContain("pk-secret");
    }
}
