package dev.vitrine.reactor.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;

/** A span as it is sent after masking. */
final class PatchedSpan extends DelegatingSpanData {
    private final SpanPatch patch;
    private final Attributes attributes;

    PatchedSpan(SpanData span, SpanPatch patch) {
        super(span);
        this.patch = patch;
        this.attributes = patch.apply(span.getAttributes());
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }

    @Override
    public int getTotalAttributeCount() {
        return super.getTotalAttributeCount() - super.getAttributes().size() + attributes.size();
    }

    @Override
    public List<EventData> getEvents() {
        return patch.isWithoutEvents() ? List.of() : super.getEvents();
    }

    @Override
    public int getTotalRecordedEvents() {
        return patch.isWithoutEvents() ? 0 : super.getTotalRecordedEvents();
    }

    @Override
    public StatusData getStatus() {
        StatusData status = super.getStatus();
        return patch.isWithoutStatusText() ? StatusData.create(status.getStatusCode(), "") : status;
    }
}
