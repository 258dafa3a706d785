package dev.vitrine.reactor.trace;

import dev.vitrine.trace.AttributeSink;
import dev.vitrine.trace.LangfuseAttributes;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Attributes of a span. The keys that nearly every span has are made once. */
record SpanSink(Span span) implements AttributeSink {
    private static final Map<String, AttributeKey<String>> TEXTS = Stream.of(
                    LangfuseAttributes.OBSERVATION_TYPE,
                    LangfuseAttributes.OBSERVATION_INPUT,
                    LangfuseAttributes.OBSERVATION_OUTPUT,
                    LangfuseAttributes.OBSERVATION_LEVEL,
                    LangfuseAttributes.OBSERVATION_STATUS_MESSAGE,
                    LangfuseAttributes.OBSERVATION_MODEL,
                    LangfuseAttributes.OBSERVATION_USAGE_DETAILS,
                    LangfuseAttributes.ENVIRONMENT,
                    LangfuseAttributes.RELEASE,
                    LangfuseAttributes.TRACE_NAME,
                    LangfuseAttributes.TRACE_USER_ID,
                    LangfuseAttributes.TRACE_SESSION_ID)
            .collect(Collectors.toUnmodifiableMap(key -> key, AttributeKey::stringKey));
    private static final Map<String, AttributeKey<Boolean>> FLAGS = Stream.of(
                    LangfuseAttributes.IS_APP_ROOT, LangfuseAttributes.AS_ROOT)
            .collect(Collectors.toUnmodifiableMap(key -> key, AttributeKey::booleanKey));

    @Override
    public void put(String key, String value) {
        AttributeKey<String> known = TEXTS.get(key);
        span.setAttribute(known != null ? known : AttributeKey.stringKey(key), value);
    }

    @Override
    public void put(String key, long value) {
        span.setAttribute(key, value);
    }

    @Override
    public void put(String key, boolean value) {
        AttributeKey<Boolean> known = FLAGS.get(key);
        span.setAttribute(known != null ? known : AttributeKey.booleanKey(key), value);
    }

    @Override
    public void put(String key, List<String> values) {
        span.setAttribute(AttributeKey.stringArrayKey(key), values);
    }
}
