package dev.vitrine.reactor.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * What is sent otherwise of one span: attributes are deleted, then set. Immutable; each method returns another patch.
 */
public final class SpanPatch {
    private final String traceId;
    private final String spanId;
    private final Set<String> deleted;
    private final Attributes set;
    private final boolean withoutEvents;
    private final boolean withoutStatusText;

    private SpanPatch(
            String traceId,
            String spanId,
            Set<String> deleted,
            Attributes set,
            boolean withoutEvents,
            boolean withoutStatusText) {
        this.traceId = traceId;
        this.spanId = spanId;
        this.deleted = deleted;
        this.set = set;
        this.withoutEvents = withoutEvents;
        this.withoutStatusText = withoutStatusText;
    }

    /** One that changes nothing of this span yet. */
    public static SpanPatch of(SpanData span) {
        return new SpanPatch(span.getTraceId(), span.getSpanId(), Set.of(), Attributes.empty(), false, false);
    }

    /** Without the attributes of these names, whatever their types; one that is not there is no fault. */
    public SpanPatch delete(String... names) {
        Set<String> all = new HashSet<>(deleted);
        for (String name : names) {
            all.add(Objects.requireNonNull(name, "name"));
        }
        return new SpanPatch(traceId, spanId, Set.copyOf(all), set, withoutEvents, withoutStatusText);
    }

    /** With this text as the only attribute of its name. */
    public SpanPatch set(String name, String value) {
        return set(AttributeKey.stringKey(Objects.requireNonNull(name, "name")), value);
    }

    /** With this value as the only attribute of its name. */
    public <T> SpanPatch set(AttributeKey<T> key, T value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Attributes all = set.toBuilder()
                .removeIf(other -> other.getKey().equals(key.getKey()))
                .put(key, value)
                .build();
        return new SpanPatch(traceId, spanId, deleted, all, withoutEvents, withoutStatusText);
    }

    /** Without events: recorded exceptions are among them, with message and stack trace. */
    public SpanPatch deleteEvents() {
        return new SpanPatch(traceId, spanId, deleted, set, true, withoutStatusText);
    }

    /** Without the status' text, which often is an exception's message; the status stays. */
    public SpanPatch deleteStatusDescription() {
        return new SpanPatch(traceId, spanId, deleted, set, withoutEvents, true);
    }

    String place() {
        return place(traceId, spanId);
    }

    static String place(String traceId, String spanId) {
        return traceId + '/' + spanId;
    }

    boolean isWithoutEvents() {
        return withoutEvents;
    }

    boolean isWithoutStatusText() {
        return withoutStatusText;
    }

    Attributes apply(Attributes attributes) {
        Set<String> replaced = new HashSet<>(deleted);
        set.forEach((key, value) -> replaced.add(key.getKey()));
        return attributes.toBuilder()
                .removeIf(key -> replaced.contains(key.getKey()))
                .putAll(set)
                .build();
    }

    /** Without any value. */
    @Override
    public String toString() {
        return "SpanPatch[" + place() + "]";
    }
}
