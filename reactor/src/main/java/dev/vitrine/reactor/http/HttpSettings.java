package dev.vitrine.reactor.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What a platform's HTTP traffic needs to know. Immutable. Its text form shows no header and no secret. */
public final class HttpSettings {
    private final Builder spec;
    private final URI baseUrl;

    private HttpSettings(Builder spec, URI baseUrl) {
        this.spec = spec;
        this.baseUrl = baseUrl;
    }

    /**
     * Settings with defaults for everything but the platform's place.
     *
     * @param baseUrl the platform's absolute http or https URL, with or without a path
     * @throws IllegalArgumentException if it is none, or has user info, a query or a fragment
     */
    public static Builder builder(String baseUrl) {
        return new Builder(BaseUrls.parse(baseUrl));
    }

    /** Without a trailing slash. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Sent with every API call and with no transfer; names are compared without regard to case. */
    public Map<String, String> headers() {
        return Collections.unmodifiableMap(spec.headers);
    }

    /** Texts that no message may hold. */
    Set<String> secrets() {
        return spec.secrets;
    }

    public HttpTimeouts timeouts() {
        return spec.timeouts;
    }

    public RetryPolicy retry() {
        return spec.retry;
    }

    public int maxConcurrentApiCalls() {
        return spec.maxConcurrentApiCalls;
    }

    public int maxConcurrentTransfers() {
        return spec.maxConcurrentTransfers;
    }

    public int maxPendingCalls() {
        return spec.maxPendingCalls;
    }

    HttpClientCustomizer customizer() {
        return spec.customizer;
    }

    Scheduler timer() {
        return spec.timer;
    }

    Clock clock() {
        return spec.clock;
    }

    @Override
    public String toString() {
        return "HttpSettings[" + baseUrl + "]";
    }

    /** Short-lived and mutable. */
    public static final class Builder {
        private static final int DEFAULT_CALLS = 64;
        private static final int DEFAULT_TRANSFERS = 48;
        private static final int DEFAULT_PENDING = 100_000;
        private final URI baseUrl;
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        private final Set<String> secrets = new LinkedHashSet<>();
        private HttpTimeouts timeouts = HttpTimeouts.DEFAULTS;
        private RetryPolicy retry = RetryPolicy.DEFAULTS;
        private int maxConcurrentApiCalls = DEFAULT_CALLS;
        private int maxConcurrentTransfers = DEFAULT_TRANSFERS;
        private int maxPendingCalls = DEFAULT_PENDING;
        private HttpClientCustomizer customizer = HttpClientCustomizer.none();
        private Scheduler timer = Schedulers.parallel();
        private Clock clock = Clock.systemUTC();

        private Builder(URI baseUrl) {
            this.baseUrl = baseUrl;
        }

        /** Basic authentication of API calls. The password is kept out of every message. */
        public Builder basicAuth(String user, String password) {
            Objects.requireNonNull(user, "user");
            Objects.requireNonNull(password, "password");
            String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            return header("Authorization", "Basic " + pair).secret(pair).secret(password);
        }

        /** Bearer authentication of API calls. The token is kept out of every message. */
        public Builder bearerAuth(String token) {
            return header("Authorization", "Bearer " + Objects.requireNonNull(token, "token"))
                    .secret(token);
        }

        /** A header of every API call; a later value of the same name replaces an earlier one. */
        public Builder header(String name, String value) {
            headers.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** {@link #header} for each entry. */
        public Builder headers(Map<String, String> all) {
            all.forEach(this::header);
            return this;
        }

        /** A text that no message may hold. */
        public Builder secret(String secret) {
            if (!secret.isBlank()) {
                secrets.add(secret);
            }
            return this;
        }

        public Builder timeouts(HttpTimeouts timeouts) {
            this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
            return this;
        }

        public Builder retry(RetryPolicy retry) {
            this.retry = Objects.requireNonNull(retry, "retry");
            return this;
        }

        /** Connections to the platform, and so calls under way at once. 64 unless set. */
        public Builder maxConcurrentApiCalls(int count) {
            this.maxConcurrentApiCalls = positive(count, "maxConcurrentApiCalls");
            return this;
        }

        /** Connections to each store, uploads and downloads together. 48 unless set. */
        public Builder maxConcurrentTransfers(int count) {
            this.maxConcurrentTransfers = positive(count, "maxConcurrentTransfers");
            return this;
        }

        /** Calls or transfers that may wait for a connection; one more fails at once. 100,000 unless set. */
        public Builder maxPendingCalls(int count) {
            this.maxPendingCalls = positive(count, "maxPendingCalls");
            return this;
        }

        public Builder customizer(HttpClientCustomizer customizer) {
            this.customizer = Objects.requireNonNull(customizer, "customizer");
            return this;
        }

        /** Where pauses and timeouts are counted. */
        public Builder timer(Scheduler timer) {
            this.timer = Objects.requireNonNull(timer, "timer");
            return this;
        }

        /** What {@code Retry-After} dates are compared with. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** The builder must not be used afterwards. */
        public HttpSettings build() {
            return new HttpSettings(this, baseUrl);
        }

        private static int positive(int value, String name) {
            if (value <= 0) {
                throw new IllegalArgumentException(name + " must be 1 or more, not " + value);
            }
            return value;
        }
    }
}
