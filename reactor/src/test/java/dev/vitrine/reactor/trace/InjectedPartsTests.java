package dev.vitrine.reactor.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.IdGenerator;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Ids and the way out, given by a test in place of random ones and the network. */
class InjectedPartsTests {

    @Test
    void idGenerator_makesTheIdsOfSpansAndTraces() {
        try (Traces traces = Traces.create(options -> options.idGenerator(new Counting()))) {
            String ids = traces.tracing()
                    .observe(
                            "outer",
                            outer -> traces.tracing()
                                    .observe(
                                            "inner",
                                            inner -> Mono.just(outer.traceId() + " " + outer.id() + " " + inner.id())))
                    .block(Traces.LIMIT);

            assertThat(ids).isEqualTo("%032x %016x %016x".formatted(1, 1, 2));
            assertThat(traces.span("outer").getSpanId()).isEqualTo("%016x".formatted(1));
            assertThat(traces.span("inner").getParentSpanId()).isEqualTo("%016x".formatted(1));
            traces.tracing().observe("next", next -> Mono.just(1)).block(Traces.LIMIT);
            assertThat(traces.span("next").getTraceId()).isEqualTo("%032x".formatted(2));
        }
    }

    @Test
    void exporter_getsEverySpanInBatches_andIsFlushedAndShutDownWithTheClient() {
        Recording recording = new Recording();
        TracingFacet facet = TracingFacet.create(
                TracingOptions.create().exporter(recording).flushAt(2), Traces.host(Traces.PROJECT));
        Mono.defer(() -> facet.tracing().observe("s", o -> Mono.just(1)))
                .repeat(4)
                .blockLast(Traces.LIMIT);

        facet.tracing().flush().block(Traces.LIMIT);
        assertThat(recording.sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
        assertThat(recording.sizes).allMatch(size -> size <= 2);
        assertThat(facet.tracing().metrics().exported()).isEqualTo(5);
        assertThat(recording.shutDown).hasValue(0);

        facet.shutdown(Traces.LIMIT).block(Traces.LIMIT);
        assertThat(recording.shutDown).hasValue(1);
    }

    @Test
    void exporter_fails_isCountedAndTheWorkIsUnaffected() {
        Recording recording = new Recording();
        recording.answer = CompletableResultCode.ofFailure();
        TracingFacet facet = TracingFacet.create(TracingOptions.create().exporter(recording), Traces.host("pk"));

        assertThat(facet.tracing().observe("s", o -> Mono.just(1)).block(Traces.LIMIT))
                .isEqualTo(1);

        facet.shutdown(Traces.LIMIT).block(Traces.LIMIT);
        assertThat(facet.tracing().metrics().failed()).isEqualTo(1);
    }

    private static final class Counting implements IdGenerator {
        private final AtomicInteger spans = new AtomicInteger();
        private final AtomicInteger traces = new AtomicInteger();

        @Override
        public String generateSpanId() {
            return "%016x".formatted(spans.incrementAndGet());
        }

        @Override
        public String generateTraceId() {
            return "%032x".formatted(traces.incrementAndGet());
        }
    }

    private static final class Recording implements SpanExporter {
        private final List<Integer> sizes = new ArrayList<>();
        private final AtomicInteger shutDown = new AtomicInteger();
        private volatile CompletableResultCode answer = CompletableResultCode.ofSuccess();

        @Override
        public synchronized CompletableResultCode export(Collection<SpanData> spans) {
            sizes.add(spans.size());
            return answer;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            shutDown.incrementAndGet();
            return CompletableResultCode.ofSuccess();
        }
    }
}
