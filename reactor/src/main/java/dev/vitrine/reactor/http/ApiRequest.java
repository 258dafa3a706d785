package dev.vitrine.reactor.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One call to a platform's API. Immutable; {@code path} values and query values are encoded exactly once. */
public final class ApiRequest {
    private final Builder spec;

    private ApiRequest(Builder spec) {
        this.spec = spec;
    }

    /** @param template a path such as {@code /api/public/v2/datasets/{name}} */
    public static Builder get(String template) {
        return new Builder("GET", template).repeatable(true);
    }

    public static Builder post(String template) {
        return new Builder("POST", template);
    }

    public static Builder patch(String template) {
        return new Builder("PATCH", template).repeatable(true);
    }

    public static Builder delete(String template) {
        return new Builder("DELETE", template).repeatable(true);
    }

    public String method() {
        return spec.method;
    }

    public String template() {
        return spec.template;
    }

    public Map<String, String> pathValues() {
        return spec.pathValues;
    }

    /** Name and value in turn, in the order they were given. */
    public List<Map.Entry<String, String>> query() {
        return spec.query;
    }

    /** UTF-8 JSON, or null. The caller must not change it. */
    public byte @Nullable [] body() {
        return spec.body;
    }

    /** Whether the call may be sent again after it may have arrived. */
    public boolean repeatable() {
        return spec.repeatable;
    }

    /** The whole call with its retries; empty for the client's default. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(spec.timeout);
    }

    public int maxAnswerBytes() {
        return spec.maxAnswerBytes;
    }

    /** Repetitions after a failure; empty for the client's own number. 0 for callers that repeat by themselves. */
    public OptionalInt maxRetries() {
        return spec.maxRetries == null ? OptionalInt.empty() : OptionalInt.of(spec.maxRetries);
    }

    /** Method and template, fit for messages. */
    @Override
    public String toString() {
        return spec.method + " " + spec.template;
    }

    /** Short-lived and mutable. */
    public static final class Builder {
        private static final int DEFAULT_MAX_ANSWER_BYTES = 16 * 1024 * 1024;
        private final String method;
        private final String template;
        private final Map<String, String> pathValues = new java.util.LinkedHashMap<>();
        private final List<Map.Entry<String, String>> query = new ArrayList<>();
        private byte @Nullable [] body;
        private boolean repeatable;
        private @Nullable Duration timeout;
        private int maxAnswerBytes = DEFAULT_MAX_ANSWER_BYTES;
        private @Nullable Integer maxRetries;

        private Builder(String method, String template) {
            this.method = method;
            this.template = template;
        }

        public Builder path(String name, String value) {
            pathValues.put(name, Objects.requireNonNull(value, name));
            return this;
        }

        /** Left out when {@code value} is null. */
        public Builder query(String name, @Nullable Object value) {
            if (value != null) {
                query.add(Map.entry(name, value.toString()));
            }
            return this;
        }

        public Builder json(byte[] body) {
            this.body = body;
            return this;
        }

        public Builder repeatable(boolean repeatable) {
            this.repeatable = repeatable;
            return this;
        }

        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        public Builder maxAnswerBytes(int bytes) {
            this.maxAnswerBytes = bytes;
            return this;
        }

        public Builder maxRetries(int retries) {
            this.maxRetries = retries;
            return this;
        }

        /** The builder must not be used afterwards. */
        public ApiRequest build() {
            return new ApiRequest(this);
        }
    }
}
