package dev.vitrine.reactor.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Names the project in the scope of this library's spans, masks, and tells the ledger what became of each batch. */
final class ProjectExporter implements SpanExporter {
    private static final AttributeKey<String> PUBLIC_KEY = AttributeKey.stringKey("public_key");

    private final SpanExporter delegate;
    private final ExportLedger ledger;
    private final String project;
    private final @Nullable ExportMask mask;
    private final Map<InstrumentationScopeInfo, InstrumentationScopeInfo> scopes = new ConcurrentHashMap<>();

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
        List<SpanData> named = new ArrayList<>(spans.size());
        for (SpanData span : spans) {
            boolean own = SpanFilters.OWN_SCOPE.equals(
                    span.getInstrumentationScopeInfo().getName());
            named.add(own ? new OfProject(span, scope(span.getInstrumentationScopeInfo())) : span);
        }
        CompletableResultCode result;
        try {
            List<SpanData> masked = mask == null ? named : mask.masked(named);
            result = masked == null ? CompletableResultCode.ofFailure() : delegate.export(masked);
        } catch (RuntimeException | Error e) { // their places in the queue must come back
            ledger.settled(batch, false);
            throw e;
        }
        result.whenComplete(() -> ledger.settled(batch, result.isSuccess()));
        return result;
    }

    private InstrumentationScopeInfo scope(InstrumentationScopeInfo scope) {
        InstrumentationScopeInfo known = scopes.get(scope);
        return known != null
                ? known
                : scopes.computeIfAbsent(scope, plain -> {
                    var builder = InstrumentationScopeInfo.builder(plain.getName())
                            .setAttributes(Attributes.of(PUBLIC_KEY, project));
                    String version = plain.getVersion();
                    return version == null
                            ? builder.build()
                            : builder.setVersion(version).build();
                });
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

    private static final class OfProject extends DelegatingSpanData {
        private final InstrumentationScopeInfo scope;
        private final Attributes attributes;

        OfProject(SpanData span, InstrumentationScopeInfo scope) {
            super(span);
            this.scope = scope;
            Attributes all = span.getAttributes();
            this.attributes = all.get(LangfuseSpanProcessor.PROJECT) == null
                    ? all
                    : all.toBuilder().remove(LangfuseSpanProcessor.PROJECT).build();
        }

        @Override
        public InstrumentationScopeInfo getInstrumentationScopeInfo() {
            return scope;
        }

        @Override
        public Attributes getAttributes() {
            return attributes;
        }

        @Override
        public int getTotalAttributeCount() {
            return super.getTotalAttributeCount() - (super.getAttributes().size() - attributes.size());
        }
    }
}
