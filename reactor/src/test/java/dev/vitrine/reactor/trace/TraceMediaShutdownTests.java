package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vitrine.media.Media;
import dev.vitrine.reactor.LangfuseClient;
import dev.vitrine.reactor.testing.Platform;
import dev.vitrine.trace.ObservationSpec;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The application's own code does its worst while media are replaced. */
class TraceMediaShutdownTests {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @RegisterExtension
    final Platform platform = new Platform();

    @TempDir
    Path folder = Path.of("unset");

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();

    private LangfuseClient client(Consumer<TracingOptions> options) {
        return platform.client(builder -> builder.shutdownTimeout(Duration.ofMillis(500))
                .tracing(settings -> options.accept(settings.exporter(spans))));
    }

    private Media image() throws IOException {
        return Media.ofFile(Files.write(folder.resolve("image.png"), TraceMediaFlowTests.png(1, 1_000)));
    }

    /** A map that can be looked through once. */
    private static Map<String, Object> once(Media media) {
        AtomicInteger looks = new AtomicInteger();
        return new AbstractMap<>() {
            @Override
            public Set<Entry<String, Object>> entrySet() {
                if (looks.getAndIncrement() == 1) {
                    throw new AssertionError("the second time");
                }
                return Map.<String, Object>of("image", media).entrySet();
            }
        };
    }

    @Test
    void value_thatFailsWithAnErrorWhileItIsCopied_leavesNothingReserved() throws IOException {
        Tracing tracing = client(options -> {}).tracing();
        tracing.startIn(Context.root(), ObservationSpec.span("s").input(once(image())))
                .end();
        tracing.flush().block(LIMIT);
        assertThat(tracing.mediaMetrics().heapBytes()).isZero();
        assertThat(spans.getFinishedSpanItems()).hasSize(1);
    }

    @Test
    void close_whileAMaskHangs_endsWithinItsLimit() throws IOException {
        CountDownLatch hanging = new CountDownLatch(1);
        try {
            LangfuseClient client = client(options -> options.mask(input -> {
                try {
                    hanging.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return input.value();
            }));
            client.tracing()
                    .startIn(Context.root(), ObservationSpec.span("s").input(image()))
                    .end();
            client.disposeLater().block(LIMIT);
            assertThat(client.tracing().metrics().exported()).isZero();
        } finally {
            hanging.countDown();
        }
    }
}
