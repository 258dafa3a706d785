package dev.vitrine.reactor.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An ended span on its way: as the batch processor queues it, and as it is exported. Its attributes are walked once, and
 * what is found then goes with it.
 */
final class QueuedSpan extends DelegatingSpanData implements ReadableSpan {
    private final InstrumentationScopeInfo scope;
    private final Attributes attributes;
    private final int removed;
    private final long characters;

    private QueuedSpan(SpanData span, InstrumentationScopeInfo scope, Walk walk) {
        super(span);
        Attributes all = span.getAttributes();
        boolean told = walk.project && scope != span.getInstrumentationScopeInfo(); // which says it from now on
        this.scope = scope;
        this.attributes =
                told ? all.toBuilder().remove(LangfuseSpanProcessor.PROJECT).build() : all;
        this.removed = told ? 1 : 0;
        this.characters = walk.characters;
    }

    static QueuedSpan of(ReadableSpan ended, ProjectScopes scopes) {
        SpanData span = ended.toSpanData();
        Walk walk = new Walk();
        span.getAttributes().forEach(walk);
        return new QueuedSpan(span, scopes.of(span.getInstrumentationScopeInfo()), walk);
    }

    /** Of its attributes, keys and texts. */
    long characters() {
        return characters;
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
        return super.getTotalAttributeCount() - removed;
    }

    @Override
    public SpanData toSpanData() {
        return this;
    }

    @Override
    public long getLatencyNanos() {
        return getEndEpochNanos() - getStartEpochNanos();
    }

    @Override
    public <T> @Nullable T getAttribute(AttributeKey<T> key) {
        return attributes.get(key);
    }

    private static final class Walk implements BiConsumer<AttributeKey<?>, Object> {
        private long characters;
        private boolean project;

        @Override
        public void accept(AttributeKey<?> key, Object value) {
            String name = key.getKey();
            characters += name.length();
            if (value instanceof String text) {
                characters += text.length();
                project |= name.equals(LangfuseSpanProcessor.PROJECT_ATTRIBUTE);
            }
        }
    }
}
