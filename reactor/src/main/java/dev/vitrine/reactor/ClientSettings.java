package dev.vitrine.reactor;

import dev.vitrine.reactor.http.HttpClientCustomizer;
import dev.vitrine.reactor.http.HttpTimeouts;
import dev.vitrine.reactor.http.RetryPolicy;
import dev.vitrine.reactor.media.UploadListener;
import dev.vitrine.reactor.trace.TraceMediaOptions;
import dev.vitrine.reactor.trace.TracingOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/** All settings of a client, resolved. */
record ClientSettings(
        @Nullable String publicKey,
        @Nullable String secretKey,
        String baseUrl,
        Map<String, String> headers,
        HttpTimeouts apiTimeouts,
        HttpTimeouts transferTimeouts,
        RetryPolicy retry,
        HttpClientCustomizer httpClient,
        Limits limits,
        boolean mediaUploadEnabled,
        UploadListener uploadListener,
        TracingOptions tracing,
        TraceMediaOptions traceMedia,
        Function<String, @Nullable String> variables,
        @Nullable Path spoolDirectory,
        Duration shutdownTimeout,
        FacetSettings facets,
        Clock clock,
        Scheduler scheduler) {

    /** Counts and bytes that bound a client. Those that are null are the parts' own defaults. */
    record Limits(
            int concurrentUploads,
            int concurrentDownloads,
            int concurrentApiCalls,
            long inFlightBytes,
            int bytesInMemory,
            @Nullable Long contentBytes) {}

    /** Whether all is equal that can be compared; tracing has its own comparison, and clocks and lookups have none. */
    boolean isLike(ClientSettings other) {
        return comparable().equals(other.comparable());
    }

    private List<@Nullable Object> comparable() {
        return Arrays.asList(
                publicKey,
                secretKey,
                baseUrl,
                headers,
                apiTimeouts,
                transferTimeouts,
                retry,
                httpClient,
                limits,
                mediaUploadEnabled,
                uploadListener,
                spoolDirectory,
                shutdownTimeout,
                facets,
                scheduler);
    }

    /** Without keys and headers. */
    @Override
    public String toString() {
        return "ClientSettings[" + baseUrl + "]";
    }
}
