package dev.vitrine.reactor.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentSource;
import dev.vitrine.content.ContentType;
import dev.vitrine.reactor.http.HttpRuntime;
import dev.vitrine.reactor.http.HttpSettings;
import dev.vitrine.reactor.http.HttpTimeouts;
import dev.vitrine.reactor.http.RetryPolicy;
import dev.vitrine.reactor.testing.FastTimer;
import dev.vitrine.reactor.testing.RawStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Mono;

/** A pipeline between a small platform and a store that answers as it is told. */
abstract class BlobPipelineFixture {
    static final Duration WAIT = Duration.ofSeconds(20);
    static final ContentType PNG = ContentType.IMAGE_PNG;
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    final RawStore store = new RawStore();
    final TinyPlatform platform = new TinyPlatform(store);
    final FastTimer timer = new FastTimer();
    final HttpRuntime http = HttpRuntime.create(HttpSettings.builder("http://127.0.0.1:9")
            .basicAuth("pk", "sk-secret")
            .header("x-amz-meta-ours", "1")
            .timeouts(HttpTimeouts.DEFAULTS.withResponse(Duration.ofSeconds(5)))
            .build());

    final DefaultBlobPipeline pipeline = new DefaultBlobPipeline(
            http.storage(),
            TransferSettings.builder()
                    .maxConcurrentUploads(2)
                    .retry(RetryPolicy.DEFAULTS.withJitter(0))
                    .timer(timer)
                    .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                    .build());

    @AfterEach
    void close() {
        pipeline.disposeLater().block(WAIT);
        http.disposeLater().block(WAIT);
        store.close();
    }

    BlobReceipt store(String item, byte[] content) {
        return block(upload(item, content));
    }

    Mono<BlobReceipt> upload(String item, byte[] content) {
        return Mono.defer(() -> pipeline.store(prepared(content, PNG), platform.target(item)));
    }

    PreparedBlob prepared(byte[] content, ContentType type) {
        return Objects.requireNonNull(
                pipeline.prepare(ContentSource.ofBytes(content), type, null).block(WAIT));
    }

    static BlobReceipt block(Mono<BlobReceipt> mono) {
        return Objects.requireNonNull(mono.block(WAIT));
    }

    void assertAllFree() {
        assertThat(pipeline.permits.freeCount()).isEqualTo(2);
        assertThat(pipeline.permits.freeWeight()).isEqualTo(64L * 1024 * 1024);
        assertThat(pipeline.permits.waiting()).isZero();
        assertThat(pipeline.turns.size()).isZero();
    }

    static byte[] content(int seed) {
        byte[] bytes = new byte[20_000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
