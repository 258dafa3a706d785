package dev.vitrine.reactor.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Masks, and tells the ledger what became of each batch. */
final class ProjectExporter implements SpanExporter {
    private final SpanExporter delegate;
    private final ExportLedger ledger;
    private final String project;
    private final @Nullable ExportMask mask;

    ProjectExporter(SpanExporter delegate, ExportLedger ledger, String project, @Nullable SpanMaskFunction mask) {
        this.mask = mask == null ? null : new ExportMask(mask);
        this.delegate = delegate;
        this.ledger = ledger;
        this.project = project;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        // Measured now: the batch processor clears its list once the result is there
        ExportLedger.Batch batch = ExportLedger.Batch.of(spans);
        List<SpanData> sent = new ArrayList<>(spans);
        CompletableResultCode result;
        try {
            List<SpanData> masked = mask == null ? sent : mask.masked(sent);
            result = masked == null ? CompletableResultCode.ofFailure() : delegate.export(masked);
        } catch (RuntimeException | Error e) { // their places in the queue must come back
            ledger.settled(batch, false);
            throw e;
        }
        result.whenComplete(() -> ledger.settled(batch, result.isSuccess()));
        return result;
    }

    @Override
    public CompletableResultCode flush() {
        return delegate.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return delegate.shutdown();
    }

    @Override
    public String toString() {
        return "ProjectExporter[" + project + "]";
    }
}
