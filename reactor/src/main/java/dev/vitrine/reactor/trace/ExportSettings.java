package dev.vitrine.reactor.trace;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How spans are sent.
 *
 * @param url the platform's OTLP endpoint
 * @param headers with the credentials
 * @param batch spans of one request, at least 1
 * @param interval the longest a span waits for its batch to fill
 * @param timeout the longest time of a request with its repetitions
 * @param maxSpans spans that may wait, at least {@code batch}
 * @param maxCharacters characters of their attributes that may wait
 * @param mask takes out of them what must not be sent, null for nothing
 */
record ExportSettings(
        String url,
        Map<String, String> headers,
        int batch,
        Duration interval,
        Duration timeout,
        int maxSpans,
        long maxCharacters,
        @Nullable SpanMaskFunction mask) {
    static final int DEFAULT_BATCH = 512;
    static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(5);
    static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    static final int DEFAULT_MAX_SPANS = 8_192;
    static final long DEFAULT_MAX_CHARACTERS = 64L * 1024 * 1024;
    static final String DEFAULT_PATH = "api/public/otel/v1/traces";

    ExportSettings {
        Objects.requireNonNull(url, "url");
        headers = Map.copyOf(headers);
    }

    /** Without headers. */
    @Override
    public String toString() {
        return "ExportSettings[" + url + ", batch " + batch + ", interval " + interval + "]";
    }
}
