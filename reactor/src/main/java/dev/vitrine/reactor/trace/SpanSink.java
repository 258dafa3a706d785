package dev.vitrine.reactor.trace;

import dev.vitrine.trace.AttributeSink;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.List;

/** Attributes of a span. */
record SpanSink(Span span) implements AttributeSink {
    @Override
    public void put(String key, String value) {
        span.setAttribute(key, value);
    }

    @Override
    public void put(String key, long value) {
        span.setAttribute(key, value);
    }

    @Override
    public void put(String key, boolean value) {
        span.setAttribute(key, value);
    }

    @Override
    public void put(String key, List<String> values) {
        span.setAttribute(AttributeKey.stringArrayKey(key), values);
    }
}
