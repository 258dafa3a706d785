package dev.vitrine.reactor.trace;

import dev.vitrine.reactor.background.SeldomWarning;
import dev.vitrine.trace.LangfuseAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the spans of an application's own OpenTelemetry SDK to the platform: register it with the tracer provider, then
 * give the client that {@code OpenTelemetry}. Every span takes on the propagated attributes; those that pass the filter
 * are exported, this library's only to the project of the client that made them.
 *
 * <p>At most the given number of spans, and characters of their attributes, wait for export; beyond, spans are dropped,
 * counted, and a warning says so once a minute.
 */
public final class LangfuseSpanProcessor implements SpanProcessor {
    static final String PROJECT_ATTRIBUTE = "langfuse.internal.public_key";
    static final AttributeKey<String> PROJECT = AttributeKey.stringKey(PROJECT_ATTRIBUTE);
    private static final Logger log = LoggerFactory.getLogger(LangfuseSpanProcessor.class);

    private final String project;
    private final boolean ownProvider;
    private final Predicate<ReadableSpan> filter;
    private final ProjectScopes scopes;
    private final ExportLedger ledger;
    private final SpanProcessor batches;
    private final LongAdder queued = new LongAdder();
    private volatile boolean stopped;
    private volatile @Nullable CompletableResultCode shutdown;
    private final SeldomWarning filterWarning = SeldomWarning.of(log);

    /** @param ownProvider whether nobody else's spans come here */
    LangfuseSpanProcessor(
            String project,
            boolean ownProvider,
            Predicate<ReadableSpan> filter,
            ExportSettings settings,
            SpanExporter exporter) {
        this.project = project;
        this.ownProvider = ownProvider;
        this.filter = filter;
        this.scopes = new ProjectScopes(project);
        this.ledger = new ExportLedger(settings.maxSpans(), settings.maxCharacters());
        this.batches = OtlpExport.batches(new ProjectExporter(exporter, ledger, project, settings.mask()), settings);
    }

    /** @throws NullPointerException if a key is null */
    public static LangfuseSpanProcessorBuilder builder(String publicKey, String secretKey) {
        return new LangfuseSpanProcessorBuilder(publicKey, secretKey);
    }

    @Override
    public void onStart(Context parentContext, ReadWriteSpan span) {
        if (ownProvider) {
            return; // the client wrote all of it
        }
        if (!SpanFilters.isOwn(span)) {
            TracingCore.writePropagated(parentContext, new SpanSink(span));
        }
        if (isExported(span)
                && !AppRoot.isClaimed(parentContext, span.getSpanContext().getTraceId())
                && !isExportedParent(Span.fromContext(parentContext))) {
            span.setAttribute(LangfuseAttributes.IS_APP_ROOT, true);
        }
    }

    @Override
    public boolean isStartRequired() {
        return !ownProvider;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (!stopped && span.getSpanContext().isSampled() && isExported(span)) {
            QueuedSpan leaving = QueuedSpan.of(span, scopes);
            if (ledger.admit(leaving)) {
                batches.onEnd(leaving);
                queued.increment();
            }
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    private boolean isExportedParent(Span span) {
        return span instanceof ReadableSpan readable && isExported(readable);
    }

    private boolean isExported(ReadableSpan span) {
        if (!ownProvider && SpanFilters.isOwn(span) && !project.equals(span.getAttribute(PROJECT))) {
            return false; // another project's
        }
        try {
            return filter.test(span);
        } catch (Throwable e) {
            Failures.rethrowIfFatal(e);
            filterWarning.warn(
                    () -> "The span filter failed with " + e.getClass().getName() + "; the span is not exported");
            return false;
        }
    }

    /** How many spans have been put in the queue so far. */
    long queued() {
        return queued.sum();
    }

    /** How many of them, in their order, have left it. */
    long settled() {
        return ledger.settled();
    }

    /** Whether more than half of the queue is taken. */
    boolean isCrowded() {
        return ledger.isCrowded();
    }

    TracingMetrics metrics(long started, long ended) {
        return ledger.metrics(started, ended);
    }

    /** After {@link #shutdown()}, which flushes, its result: the batch processor would never answer. */
    @Override
    public CompletableResultCode forceFlush() {
        CompletableResultCode before = shutdown;
        if (before != null) {
            return before;
        }
        CompletableResultCode flushed = batches.forceFlush();
        CompletableResultCode after = shutdown; // perhaps it had stopped just before it was asked
        return after == null ? flushed : after;
    }

    @Override
    public CompletableResultCode shutdown() {
        stopped = true;
        CompletableResultCode result = batches.shutdown();
        if (shutdown == null) { // what a second call answers says nothing
            shutdown = result;
        }
        return result;
    }

    /** Without keys. */
    @Override
    public String toString() {
        return "LangfuseSpanProcessor[" + project + "]";
    }
}
