package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.content.ContentType;
import dev.vitrine.embedded.traffic.FaultSpec;
import dev.vitrine.embedded.traffic.Route;
import dev.vitrine.media.Media;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.trace.ObservationSpec;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The platform takes no media while the application goes on. */
class TraceMediaOutageTests {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int OBSERVATIONS = 10_000;
    private static final int BYTES = 2_000;
    private static final long HEAP = 400_000;
    private static final long DISK = 200_000;

    @RegisterExtension
    final Platform platform = new Platform();

    private LangfuseClient client() {
        return platform.client(builder -> builder.shutdownTimeout(Duration.ofSeconds(1))
                .timeout(Duration.ofMillis(500))
                .tracing(options ->
                        options.exporter(InMemorySpanExporter.create()).maxQueuedSpans(2 * OBSERVATIONS))
                .traceMedia(media -> media.maxHeapBytes(HEAP).maxSpoolBytes(DISK)));
    }

    private static Media image(int number) {
        return Media.ofBuffer(ByteBuffer.allocate(BYTES).putInt(0, number), ContentType.IMAGE_PNG);
    }

    private static Mono<Integer> served(Tracing tracing, int number) {
        return tracing.observe(ObservationSpec.generation("g").input(image(number)), observation -> Mono.just(number));
    }

    private void outage(Consumer<FaultSpec> fault) {
        platform.server().faults().on(Route.MEDIA_REQUEST, fault);
        LangfuseClient client = client();
        Tracing tracing = client.tracing();
        AtomicLong most = new AtomicLong();
        Long sum = Flux.range(0, OBSERVATIONS)
                .flatMap(number -> served(tracing, number), 16)
                .doOnNext(number -> {
                    TraceMediaMetrics now = tracing.mediaMetrics();
                    most.accumulateAndGet(now.heapBytes() + Math.max(0, now.spoolBytes() - DISK), Math::max);
                })
                .reduce(0L, Long::sum)
                .block(LIMIT);
        assertThat(sum).isEqualTo(OBSERVATIONS * (OBSERVATIONS - 1L) / 2);
        assertThat(most.get()).isBetween(1L, HEAP);
        TraceMediaMetrics during = tracing.mediaMetrics();
        assertThat(during.accepted() + during.dropped()).isEqualTo(OBSERVATIONS);
        assertThat(during.dropped()).isPositive();
        assertThat(during.uploaded()).isZero();
        assertThat(tracing.metrics().open()).isZero();

        platform.server().faults().clear();
        LangfuseClient other = client();
        for (Tracing each : new Tracing[] {other.tracing(), tracing}) {
            Mono.fromSupplier(each::mediaMetrics)
                    .filter(now -> now.heapBytes() < HEAP / 2)
                    .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(20)))
                    .block(LIMIT);
            served(each, -1).block(LIMIT);
            each.flush().block(LIMIT);
            assertThat(each.mediaMetrics().uploaded()).isPositive();
            assertThat(each.mediaMetrics().heapBytes()).isZero();
            assertThat(each.mediaMetrics().spoolBytes()).isZero();
        }
    }

    @Test
    void unavailable_applicationGoesOn_memoryIsBounded_recovers() {
        outage(fault -> fault.status(503));
    }

    @Test
    void hanging_applicationGoesOn_memoryIsBounded_recovers() {
        outage(fault -> fault.hang().times(OBSERVATIONS));
    }
}
