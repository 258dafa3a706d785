package dev.vitrine.reactor.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An exporter that is made when there is something to export. Called by one thread at a time. */
final class LazyExporter implements SpanExporter {
    private final Supplier<SpanExporter> factory;
    private volatile @Nullable SpanExporter made;

    LazyExporter(Supplier<SpanExporter> factory) {
        this.factory = factory;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        SpanExporter exporter = made;
        if (exporter == null) {
            exporter = factory.get();
            made = exporter;
        }
        return exporter.export(spans);
    }

    @Override
    public CompletableResultCode flush() {
        SpanExporter exporter = made;
        return exporter == null ? CompletableResultCode.ofSuccess() : exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        SpanExporter exporter = made;
        return exporter == null ? CompletableResultCode.ofSuccess() : exporter.shutdown();
    }

    @Override
    public String toString() {
        return "LazyExporter";
    }
}
