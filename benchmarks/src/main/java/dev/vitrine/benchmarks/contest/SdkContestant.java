package dev.vitrine.benchmarks.contest;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The OpenTelemetry SDK alone, with the queue and the batches that Vitrine has by default. */
public final class SdkContestant implements Contestant {
    private static final int QUEUE = 8_192;
    private static final int MOST_UNEXPORTED = 6_000;

    private final AtomicLong exported = new AtomicLong();
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    public SdkContestant(String variant, Scene scene) {
        SpanExporter otlp = OtlpHttpSpanExporter.builder()
                .setEndpoint(
                        scene.platform().resolve("/api/public/otel/v1/traces").toString())
                .setCompression("gzip")
                .addHeader("Authorization", Handshake.AUTHORIZATION)
                .build();
        provider = SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(new Counting(otlp))
                        .setMaxQueueSize(QUEUE)
                        .setMaxExportBatchSize(512)
                        .build())
                .build();
        tracer = provider.get("bench");
    }

    @Override
    public Outcome observe(Scene scene) {
        int observations = scene.sizes().observations();
        long before = exported.get();
        for (int done = 0; done < observations; done++) {
            while (done % 512 == 0 && done - (exported.get() - before) > MOST_UNEXPORTED) {
                LockSupport.parkNanos(200_000);
            }
            tracer.spanBuilder("work")
                    .setAttribute("langfuse.observation.type", "span")
                    .startSpan()
                    .end();
        }
        provider.forceFlush().join(1, TimeUnit.MINUTES);
        return Outcome.of(exported.get() - before);
    }

    @Override
    public void close() {
        provider.close();
    }

    /** Tells what has been accepted. */
    private final class Counting implements SpanExporter {
        private final SpanExporter target;

        Counting(SpanExporter target) {
            this.target = target;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            int size = spans.size();
            CompletableResultCode result = target.export(spans);
            result.whenComplete(() -> exported.addAndGet(result.isSuccess() ? size : 0));
            return result;
        }

        @Override
        public CompletableResultCode flush() {
            return target.flush();
        }

        @Override
        public CompletableResultCode shutdown() {
            return target.shutdown();
        }
    }
}
